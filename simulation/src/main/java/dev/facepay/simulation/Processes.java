package dev.facepay.simulation;

import dev.facepay.pay.PayDoor;
import dev.facepay.payment.Topic;
import dev.facepay.query.QueryDoor;
import dev.facepay.reverse.ReverseDoor;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueSettings;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Documents;
import dev.facepay.simulation.log.Group;
import dev.facepay.simulation.log.Member;
import dev.facepay.simulation.world.Node;
import dev.facepay.simulation.world.NodeDocuments;
import dev.facepay.simulation.world.NodeTime;
import dev.facepay.simulation.world.Ports;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services' processes: they die, and others take their places. */
final class Processes {

  private static final long POLL_MS = 1_000;

  private final Place place;
  private final Group pay;
  private final Group payClosing;
  private final Group query;
  private final Group queryCancels;
  private final Group reverse;
  private final List<Slot> slots = new ArrayList<>();
  private int born;

  /** Where a process of a kind is always running, but for short breaks. */
  private final class Slot {
    final String kind;
    final long skewMs;
    Node node;

    Slot(String kind, long skewMs) {
      this.kind = kind;
      this.skewMs = skewMs;
      this.node = begin();
    }

    Node begin() {
      Node next = new Node(place.world(), kind + "-" + ++born, skewMs);
      next.onCrash(
          () -> place.world().after(place.world().between(100, 15_000), () -> node = begin()));
      switch (kind) {
        case "pay" -> beginPay(next);
        case "query" -> beginQuery(next);
        default -> beginReverse(next);
      }
      return next;
    }
  }

  Processes(Place place, int ownersMax, long skewMaxMs) {
    this.place = place;
    this.pay = group("pay", Topic.PAYMENT_REQUESTED);
    this.payClosing = group("pay-closing", Topic.PAYMENT_SETTLED);
    this.query = group("query", Topic.PAYMENT_UNKNOWN);
    this.queryCancels = group("query-cancels", Topic.PAYMENT_CANCEL_REQUESTED);
    this.reverse = group("reverse", Topic.PAYMENT_REVERSE_NEEDED);
    for (String kind : List.of("pay", "query", "reverse")) {
      long owners = place.world().between(1, ownersMax);
      for (int i = 0; i < owners; i++) {
        slots.add(new Slot(kind, place.world().between(-skewMaxMs, skewMaxMs)));
      }
    }
  }

  private Group group(String stage, Topic topic) {
    return new Group(place.world(), place.log(), stage, topic);
  }

  private void beginPay(Node node) {
    Desk desk = new Desk(place, node);
    PayDoor door =
        PayDoor.open(
            new PayDoor.Ports(
                desk.documents("pay_attempts"),
                desk.documents("pay_rejections"),
                desk.wire()::pay,
                Duration.ofMillis(Wire.CALL_MAX_MS),
                place.codes(),
                desk.publisher(),
                desk.time()));
    join(pay, desk, door.pay());
    join(payClosing, desk, door.closing());
    sweepLater(desk, door.sweep());
  }

  private void sweepLater(Desk desk, PayDoor.Sweep sweep) {
    place
        .world()
        .after(
            PayDoor.sweepEvery().toMillis(),
            () -> {
              if (desk.node().alive()) {
                if (place.hasLease() && !desk.node().isPaused()) {
                  desk.node().spawn("sweep", () -> desk.tolerate(sweep::run));
                }
                sweepLater(desk, sweep);
              }
            });
  }

  private void beginQuery(Node node) {
    Desk desk = new Desk(place, node);
    QueryDoor door =
        QueryDoor.open(
            desk.documents("query_decisions"),
            desk.documents("query_cancels"),
            desk.wire()::ask,
            desk.publisher(),
            desk.time());
    join(query, desk, door.query());
    join(queryCancels, desk, door.cancels());
  }

  private void beginReverse(Node node) {
    Desk desk = new Desk(place, node);
    DueRecords chases = new DueRecords(desk.documents("reverse_chases"));
    ReverseDoor door =
        ReverseDoor.open(
            chases,
            desk.documents("reverse_outcomes"),
            desk.wire(),
            desk.publisher(),
            desk.time(),
            place.plant().earliestReversal());
    join(reverse, desk, door.reverse());
    DueWorker worker =
        new DueWorker(
            "reverse",
            chases,
            door.chaser(),
            desk.publisher(),
            desk.time(),
            DueSettings.defaults(),
            new CompositeMeterRegistry());
    pollLater(desk, worker);
  }

  /** Every second, as the worker's own loop does; a look that would find nothing is left out. */
  private void pollLater(Desk desk, DueWorker worker) {
    place
        .world()
        .after(
            pollIn(desk),
            () -> {
              if (desk.node().alive()) {
                if (place.hasDue(desk.time().instant()) && !desk.node().isPaused()) {
                  desk.node().spawn("due", worker::runOnce);
                }
                pollLater(desk, worker);
              }
            });
  }

  private long pollIn(Desk desk) {
    long next = place.nextDueMs() - desk.time().instant().toEpochMilli();
    return Math.clamp(next, POLL_MS, 10 * POLL_MS);
  }

  private void join(Group group, Desk desk, FactHandler handler) {
    group.join(
        new Member(
            place.world(),
            group,
            desk.node(),
            handler,
            (record, reason) -> place.invariants().deadLetter(reason.text()),
            desk.time(),
            place.plant().commitsFirst()));
  }

  /** What one process works with. */
  private record Desk(
      Place place, Node node, Ports ports, NodeTime time, Wire wire, FactPublisher publisher) {

    Desk(Place place, Node node) {
      this(place, node, new Ports(place.world(), place.trouble(), node));
    }

    private Desk(Place place, Node node, Ports ports) {
      this(place, node, ports, new NodeTime(ports), place.wire(ports), place.publisher(ports));
    }

    Documents documents(String collection) {
      return place
          .plant()
          .documents(collection, new NodeDocuments(ports, place.store(collection)), time);
    }

    /** As the sweep's own loop does. */
    void tolerate(PayDoor.Sweep sweep) throws InterruptedException {
      try {
        sweep.run();
      } catch (RuntimeException e) {
        place.trouble().marks().hit("a sweep fails");
      }
    }
  }

  Node any() {
    return place.world().oneOf(slots).node;
  }

  Group anyGroup() {
    return place.world().oneOf(groups().toList());
  }

  boolean isDone() {
    return groups().allMatch(Group::isDone);
  }

  String open() {
    return groups().map(Group::open).collect(Collectors.joining());
  }

  private Stream<Group> groups() {
    return Stream.of(pay, payClosing, query, queryCancels, reverse);
  }

  void wakeAll() {
    slots.forEach(slot -> slot.node.wakeUp());
  }

  void endAll() {
    slots.forEach(slot -> slot.node.crash());
  }
}
