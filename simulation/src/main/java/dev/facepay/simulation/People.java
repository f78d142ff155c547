package dev.facepay.simulation;

import dev.facepay.payment.Act;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.held.HeldActs;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Operators: they act on what calls them, rightly or not, and let go of what is no fact of ours.
 */
final class People {

  private static final long MINUTE_MS = 60_000;

  /**
   * Clocks of services may be behind; what has come back by then comes from a restored database.
   */
  private static final long WAITS_MS = 10 * MINUTE_MS;

  private static final int LOOKED_AT_MAX = 100;

  private final World world;
  private final Environment place;
  private final Predicate<String> isSettled;
  private final Node node;
  private final Ports ports;
  private final Map<String, Long> letGoAt = new HashMap<>();

  /**
   * @param isSettled by payment: the console lets nobody act on one that is
   */
  People(Environment place, Predicate<String> isSettled) {
    this.world = place.world();
    this.place = place;
    this.isSettled = isSettled;
    this.node = new Node(world, "person", 0);
    this.ports = new Ports(world, place.trouble(), node);
  }

  void called(AttentionNeeded fact) {
    if (world.twist("person: has it tried again", 0.3)) {
      actLater(fact, Act.RETRY);
    }
    if (world.twist("person: says that the money is back", 0.3)) {
      actLater(fact, Act.RESOLVE);
    }
  }

  private void actLater(AttentionNeeded fact, Act act) {
    world.after(
        world.between(MINUTE_MS, 60 * MINUTE_MS),
        () -> {
          if (!isSettled.test(fact.payment().id().toString())) {
            place
                .log()
                .append(
                    new ActRequested(
                        fact.payment(),
                        act,
                        "ann",
                        "the buyer says so",
                        "seen",
                        World.instant(world.now())));
          }
        });
  }

  /** What a newer release said, and none here will ever know. */
  void letGoOfTheUnknown() {
    world.after(
        MINUTE_MS,
        () -> {
          for (String collection : Environment.HELD) {
            if (place.store(collection).documents().count() > 0) {
              node.spawn("lets go", () -> letGo(collection));
            }
          }
          letGoOfTheUnknown();
        });
  }

  private void letGo(String collection) {
    NodeDocuments documents =
        new NodeDocuments(ports, place.store(collection), place.releases().older());
    DueRecords records = new DueRecords(documents);
    NodeTime time = new NodeTime(ports);
    for (HeldActs.Shown held : HeldActs.list(documents, records, LOOKED_AT_MAX)) {
      if (held.reason().startsWith("unknown_type")
          && letGoAt.getOrDefault(held.id(), -WAITS_MS) + WAITS_MS <= world.now()
          && HeldActs.letGo(records, held.id(), "ann", "of no release here", time.instant())
              == DueRecords.Amended.DONE) {
        letGoAt.put(held.id(), world.now());
      }
    }
  }

  void end() {
    node.crash();
  }
}
