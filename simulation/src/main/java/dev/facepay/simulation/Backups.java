package dev.facepay.simulation;

import dev.facepay.pay.PayDoor;
import dev.facepay.payment.Fact;
import dev.facepay.query.QueryDoor;
import dev.facepay.refund.RefundDoor;
import dev.facepay.reverse.ReverseDoor;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Documents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Older copies of databases, and operators who put one back as it is written down: stop the
 * service, restore, catch up with the log, start it.
 */
final class Backups {

  private static final Map<String, List<String>> COLLECTIONS =
      Map.of(
          "pay", List.of("pay_attempts", "pay_rejections", "pay_held"),
          "query", List.of("query_decisions", "query_cancels", "query_alarms", "query_held"),
          "reverse", List.of("reverse_chases", "reverse_outcomes", "reverse_held"),
          "refund", List.of("refund_payments", "refund_work", "refund_held"));

  /** Whatever a stopped process had sent is there by then, or never will be. */
  private static final long OVER_MS = 60_000;

  private final World world;
  private final Environment place;
  private final Processes processes;
  private final List<Map<String, Store.Copy>> copies = new ArrayList<>();

  Backups(Environment place, Processes processes) {
    this.world = place.world();
    this.place = place;
    this.processes = processes;
  }

  /** From now on, one after the other; the first one is empty. */
  void begin() {
    Map<String, Store.Copy> copy = new HashMap<>();
    place.stores().forEach((name, store) -> copy.put(name, store.copy()));
    copies.add(copy);
    if (place.trouble().isOn()) {
      world.after(world.between(5_000, 60_000), this::begin);
    }
  }

  /** One service's database, from any of the copies, if there are any. */
  void restore() {
    String service = world.oneOf(processes.services());
    if (copies.isEmpty()
        || processes.isStopped(service)
        || !world.twist("fault: the database of " + service + " is restored", 1)) {
      return;
    }
    processes.stop(service);
    Map<String, Store.Copy> copy = world.oneOf(copies);
    world.after(
        world.between(OVER_MS, 3 * OVER_MS),
        () -> {
          world.trace(() -> "RESTORES the database of " + service);
          Set<String> logged = logged();
          for (String name : COLLECTIONS.getOrDefault(service, List.of())) {
            place.releases().lose(place.store(name).documents().all(), logged);
            place.store(name).restore(Objects.requireNonNull(copy.get(name)));
          }
          place.invariants().letters().restored();
          processes.rewind(service);
          Node node = new Node(world, "person", 0);
          node.spawn("catches up", () -> catchUp(service, node));
        });
  }

  private Set<String> logged() {
    return place.log().facts().stream().map(Releases::key).collect(Collectors.toSet());
  }

  /** Nothing goes wrong with it: it would be run again. */
  private void catchUp(String service, Node node) throws InterruptedException {
    Ports ports = new Ports(world, new Trouble(world, place.trouble().marks(), 0), node);
    List<LogFold> folds = place.plant().catchesUp() ? folds(service, ports) : List.of();
    for (LogFold fold : folds) {
      for (ConsumerRecord<byte[], byte[]> record : place.log().records(fold.topic())) {
        if (place.log().codec().decode(record) instanceof Decoded.Known(Fact fact, _)) {
          fold.taker().take(fact, FactHandler.loggedAt(record, fact, new BrokerClock()));
        }
      }
    }
    world.after(0, () -> processes.start(service));
  }

  private List<LogFold> folds(String service, Ports ports) {
    NodeTime time = new NodeTime(ports);
    return switch (service) {
      case "pay" ->
          PayDoor.folds(
              documents(ports, "pay_attempts"),
              documents(ports, "pay_rejections"),
              time,
              Duration.ofMillis(Wire.CALL_MAX_MS));
      case "query" ->
          QueryDoor.folds(
              documents(ports, "query_decisions"),
              documents(ports, "query_cancels"),
              new DueRecords(documents(ports, "query_alarms")),
              time);
      case "refund" ->
          RefundDoor.folds(
              documents(ports, "refund_payments"),
              new DueRecords(documents(ports, "refund_work")),
              time);
      default ->
          ReverseDoor.folds(
              new DueRecords(documents(ports, "reverse_chases")),
              documents(ports, "reverse_outcomes"),
              time);
    };
  }

  private Documents documents(Ports ports, String collection) {
    return new NodeDocuments(ports, place.store(collection), place.releases().older());
  }
}
