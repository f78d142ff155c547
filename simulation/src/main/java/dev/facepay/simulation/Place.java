package dev.facepay.simulation;

import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.simulation.check.Invariants;
import dev.facepay.simulation.gateway.Gateway;
import dev.facepay.simulation.gateway.Script;
import dev.facepay.simulation.log.FactLog;
import dev.facepay.simulation.till.Codes;
import dev.facepay.simulation.world.Ports;
import dev.facepay.simulation.world.Store;
import dev.facepay.simulation.world.Trouble;
import dev.facepay.simulation.world.World;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;

/** All that outlives a process: log, databases, gateway. */
record Place(
    World world,
    Trouble trouble,
    FactLog log,
    Map<String, Store> stores,
    Gateway gateway,
    Codes codes,
    Invariants invariants,
    Function<String, Script> scripts,
    Plant plant) {

  Store store(String collection) {
    return stores.get(collection);
  }

  Wire wire(Ports ports) {
    return new Wire(world, trouble, ports, gateway, codes, invariants, scripts, plant);
  }

  FactPublisher publisher(Ports ports) {
    return fact -> ports.publish("publish", fact::factId, () -> log.append((PaymentFact) fact));
  }

  private MemoryDocuments documents(String collection) {
    return store(collection).documents();
  }

  /** An attempt that somebody must come back to. */
  boolean hasLease() {
    return documents("pay_attempts").countWithout("lease_until")
        < documents("pay_attempts").count();
  }

  boolean hasDue(Instant now) {
    return nextDueMs() <= now.toEpochMilli();
  }

  long nextDueMs() {
    return documents("reverse_chases").findAtMost("due_at", Long.MAX_VALUE, 1).stream()
        .mapToLong(it -> it.getLong("due_at"))
        .findFirst()
        .orElse(Long.MAX_VALUE / 2);
  }

  /** Nothing is left that anybody would have to do. */
  boolean isSettled() {
    return documents("reverse_chases").count() == 0 && !hasLease();
  }
}
