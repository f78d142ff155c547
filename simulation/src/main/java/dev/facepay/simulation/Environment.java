package dev.facepay.simulation;

import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.store.MemoryDocuments;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/** All that outlives a process: log, databases, gateway. */
record Environment(
    World world,
    Trouble trouble,
    FactLog log,
    Map<String, Store> stores,
    Gateway gateway,
    Codes codes,
    Invariants invariants,
    Function<String, Script> scripts,
    Flaws flaws,
    Releases releases,
    Plant plant) {

  static final List<String> HELD = List.of("pay_held", "query_held", "reverse_held", "refund_held");

  /** What pay's sweep looks through. */
  static final List<String> SWEPT = List.of("pay_attempts", "pay_rejections");

  static final List<String> DUE =
      Stream.concat(Stream.of("reverse_chases", "query_alarms", "refund_work"), HELD.stream())
          .toList();

  Store store(String collection) {
    return Objects.requireNonNull(stores.get(collection));
  }

  Wire wire(Ports ports) {
    return new Wire(world, trouble, ports, gateway, codes, invariants, scripts, plant);
  }

  FactPublisher publisher(Ports ports, BrokerClock brokers) {
    return plant.publisher(
        fact -> {
          AtomicReference<Instant> stamp = new AtomicReference<>();
          Instant sentAt = ports.instant();
          ports.publish("publish", fact::factId, () -> stamp.set(log.append(fact)));
          brokers.acknowledged(sentAt, stamp.get(), ports.instant());
        });
  }

  DeadLetters letters(Ports ports) {
    return (record, reason) -> {
      String name = FactLog.name(record);
      ports.publish(
          "publish",
          () -> "dead letter " + name,
          () -> invariants.letters().sent(name, reason.kind(), reason.text()));
    };
  }

  private MemoryDocuments documents(String collection) {
    return store(collection).documents();
  }

  /** An attempt, or a rejection, that somebody must come back to. */
  boolean hasLease() {
    return nextLeaseMs() < Long.MAX_VALUE;
  }

  /** When the sweep has something to do, epoch milliseconds. */
  long nextLeaseMs() {
    return SWEPT.stream().mapToLong(it -> store(it).nextDueMs()).min().orElseThrow();
  }

  /** Nothing is left that anybody would have to do. */
  boolean isSettled() {
    return !hasLease() && DUE.stream().allMatch(it -> documents(it).count() == 0);
  }
}
