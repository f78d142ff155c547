package dev.facepay.simulation;

import dev.facepay.pay.PayDoor;
import dev.facepay.payment.Topic;
import dev.facepay.query.QueryDoor;
import dev.facepay.refund.RefundDoor;
import dev.facepay.reverse.ReverseDoor;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.stage.FactHandler;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services' processes: they die, and others take their places. */
final class Processes {

  /** Outlives the longest work on a reversal, as the service demands at its start. */
  private static final Duration REVERSAL_LEASE = Duration.ofMinutes(4);

  private final Environment place;
  private final Group pay;
  private final Group payClosing;
  private final Group payActs;
  private final Group query;
  private final Group queryCancels;
  private final Group reverse;
  private final Group reverseActs;
  private final Group refund;
  private final Group refundPayments;
  private final List<Group> groups;
  private final List<String> services;
  private final List<Slot> slots = new ArrayList<>();

  /** Services that people have stopped. */
  private final Set<String> stopped = new HashSet<>();

  private int born;

  /** Where a process of a kind is always running, but for short breaks. */
  private final class Slot {
    final String kind;
    final long skewMs;
    final boolean isNewer;
    Node node;

    Slot(String kind, long skewMs, boolean isNewer) {
      this.kind = kind;
      this.skewMs = skewMs;
      this.isNewer = isNewer;
      this.node = begin();
    }

    private void beginAgain() {
      if (!node.alive() && !stopped.contains(kind)) {
        node = begin();
      }
    }

    private Node begin() {
      Node next = new Node(place.world(), kind + "-" + ++born, skewMs);
      next.onCrash(() -> place.world().after(place.world().between(100, 15_000), this::beginAgain));
      ProcessContext desk = new ProcessContext(place, next, kind, isNewer);
      switch (kind) {
        case "pay" -> beginPay(desk);
        case "query" -> beginQuery(desk);
        case "refund" -> beginRefund(desk);
        default -> beginReverse(desk);
      }
      Poller.begin(place.world(), desk, place.store(kind + "_held"), desk.held()::runOnce);
      return next;
    }
  }

  /**
   * @param refunds whether the refund stage runs
   */
  Processes(Environment place, int ownersMax, long skewMaxMs, boolean refunds) {
    this.place = place;
    this.pay = group("pay", Topic.PAYMENT_REQUESTED);
    this.payClosing = group("pay-closing", Topic.PAYMENT_SETTLED);
    this.payActs = group("pay-acts", Topic.PAYMENT_ACT);
    this.query = group("query", Topic.PAYMENT_UNKNOWN);
    this.queryCancels = group("query-cancels", Topic.PAYMENT_CANCEL_REQUESTED);
    this.reverse = group("reverse", Topic.PAYMENT_REVERSE_NEEDED);
    this.reverseActs = group("reverse-acts", Topic.PAYMENT_ACT);
    this.refund = group("refund", Topic.REFUND_REQUESTED);
    this.refundPayments = group("refund-payments", Topic.PAYMENT_SETTLED);
    List<Group> all = List.of(pay, payClosing, payActs, query, queryCancels, reverse, reverseActs);
    this.groups =
        Stream.concat(
                all.stream(), refunds ? Stream.of(refund, refundPayments) : Stream.<Group>empty())
            .toList();
    this.services =
        refunds ? List.of("pay", "query", "reverse", "refund") : List.of("pay", "query", "reverse");
    for (String kind : services) {
      long owners = place.world().between(1, ownersMax);
      for (int i = 0; i < owners; i++) {
        boolean isNewer = place.world().twist("shape: a process of a newer release", 0.15);
        slots.add(new Slot(kind, place.world().between(-skewMaxMs, skewMaxMs), isNewer));
      }
    }
  }

  private Group group(String stage, Topic topic) {
    return new Group(place.world(), place.log(), stage, topic);
  }

  private void beginPay(ProcessContext desk) {
    PayDoor door =
        PayDoor.open(
            new PayDoor.Ports(
                desk.documents("pay_attempts"),
                desk.documents("pay_rejections"),
                desk.wire(),
                place.codes(),
                desk.publisher(),
                desk.time()));
    join(pay, desk, door.pay());
    join(payClosing, desk, door.closing());
    join(payActs, desk, door.acts());
    sweepLater(desk, door.sweep());
  }

  private void sweepLater(ProcessContext desk, PayDoor.Sweep sweep) {
    place
        .world()
        .after(
            PayDoor.sweepEvery().toMillis(),
            () -> {
              if (desk.node().alive()) {
                if (sweepFinds(desk) && !desk.node().isPaused()) {
                  desk.node().spawn("sweep", () -> desk.tolerate(sweep));
                }
                sweepLater(desk, sweep);
              }
            });
  }

  /** One that would find nothing is left out. */
  private boolean sweepFinds(ProcessContext desk) {
    return desk.trueTime(place.nextLeaseMs()) <= place.world().now();
  }

  private void beginQuery(ProcessContext desk) {
    QueryDoor door =
        QueryDoor.open(
            desk.documents("query_decisions"),
            desk.documents("query_cancels"),
            place.plant().back(desk.wire()),
            place.codes(),
            desk.publisher(),
            desk.time());
    join(query, desk, door.query());
    join(queryCancels, desk, door.cancels());
    workOn("query_alarms", desk, new DueRecords(desk.documents("query_alarms")), door.alarms());
  }

  private void beginReverse(ProcessContext desk) {
    DueRecords reversals = new DueRecords(desk.documents("reverse_chases"));
    ReverseDoor door =
        ReverseDoor.open(
            reversals,
            desk.documents("reverse_outcomes"),
            place.plant().back(desk.wire()),
            desk.publisher(),
            desk.time(),
            place.plant().times());
    join(reverse, desk, door.reverse());
    join(reverseActs, desk, door.reverse());
    workOn("reverse_chases", desk, reversals, place.flaws().atDue("reversal", door.worker()));
  }

  private void beginRefund(ProcessContext desk) {
    DueRecords work = new DueRecords(desk.documents("refund_work"));
    RefundDoor door =
        RefundDoor.open(
            desk.documents("refund_payments"), work, place.plant().back(desk.wire()), desk.time());
    join(refund, desk, door.refund());
    join(refundPayments, desk, door.refund());
    workOn("refund_work", desk, work, place.flaws().atDue("refunder", door.refunder()));
  }

  private void workOn(
      String collection, ProcessContext desk, DueRecords records, DueHandler handler) {
    DueWorker worker =
        new DueWorker(
            collection,
            records,
            handler,
            desk.publisher(),
            desk.time(),
            reversalSettings(),
            new CompositeMeterRegistry());
    Poller.begin(place.world(), desk, place.store(collection), worker::runOnce);
  }

  private static DueSettings reversalSettings() {
    DueSettings it = DueSettings.defaults();
    return new DueSettings(
        it.pollEvery(),
        it.batchMax(),
        it.inFlightMax(),
        REVERSAL_LEASE,
        it.retryAfter(),
        it.sweepEvery(),
        it.drainMax());
  }

  private void join(Group group, ProcessContext desk, FactHandler handler) {
    FactHandler flawed = place.flaws().in(group.stage(), handler);
    desk.held().handledBy(group.stage(), flawed);
    group.join(desk.member(group, flawed));
  }

  boolean isStopped(String service) {
    return stopped.contains(service);
  }

  void stop(String service) {
    stopped.add(service);
    slots.stream().filter(it -> it.kind.equals(service)).forEach(it -> it.node.crash());
  }

  void start(String service) {
    stopped.remove(service);
    slots.stream().filter(it -> it.kind.equals(service)).forEach(Slot::beginAgain);
  }

  /** All of the service's groups, each partition as far as it happens to be. */
  void rewind(String service) {
    groups.stream().filter(it -> it.stage().startsWith(service)).forEach(Group::rewindAll);
  }

  Node any() {
    return place.world().oneOf(slots).node;
  }

  Group anyGroup() {
    return place.world().oneOf(groups);
  }

  boolean isDone() {
    return stopped.isEmpty() && groups.stream().allMatch(Group::isDone);
  }

  String open() {
    return groups.stream().map(Group::open).collect(Collectors.joining());
  }

  List<String> services() {
    return services;
  }

  /** What stages read. */
  List<Topic> topics() {
    return groups.stream().map(Group::topic).distinct().toList();
  }

  void wakeAll() {
    slots.forEach(slot -> slot.node.wakeUp());
  }

  void endAll() {
    slots.forEach(slot -> slot.node.crash());
  }
}
