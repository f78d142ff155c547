package dev.facepay.simulation;

import dev.facepay.payment.BillFact;
import dev.facepay.payment.BillFact.BillTaken;
import dev.facepay.payment.BillFact.DayReconciled;
import dev.facepay.payment.BillFact.DifferenceExplained;
import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.reconcile.BillDoor;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.MemoryDocuments;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * I19, when a history is over: its days are reconciled with WeChat's bills, which are late, broken
 * and wrong, by a service that dies. In the end every order about which bill and log differ is
 * told, and no other.
 */
final class Reconciliation {

  private static final MerchantId MERCHANT = new MerchantId(Terms.MCH_ID);

  /** Until the last bill has come. */
  private static final int TROUBLED_LOOKS_MAX = 5;

  /** After it: a lease may have to lapse, and a day without a bill to be believed. */
  private static final int LOOKS_AFTER = 4;

  private static final String REVERSED = "reversed";

  private final World world;
  private final Check check;
  private final Plant plant;
  private final List<Fact> log;
  private final Bills bills;
  private final Documents days = new MemoryDocuments();
  private final Documents differences = new MemoryDocuments();
  private final Map<String, BillFact> said = new HashMap<>();
  private final Map<String, DifferenceFound> open = new HashMap<>();
  private final Map<String, Long> reversals = new HashMap<>();
  private final Map<LocalDate, DayReconciled> reconciled = new HashMap<>();
  private Instant now;
  private boolean dies;

  private Reconciliation(World world, Check check, Plant plant, List<Fact> log, Bills bills) {
    this.world = world;
    this.check = check;
    this.plant = plant;
    this.log = log;
    this.bills = bills;
    this.now = BillDoor.ready(BillLine.dayOf(World.instant(world.now())));
  }

  /** What kills the process where a fact is about to be said, or just has been. */
  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static void of(Environment place, Check check) {
    Bills bills = new Bills(place.world(), place.gateway().orders());
    Reconciliation it =
        new Reconciliation(place.world(), check, place.plant(), place.log().facts(), bills);
    try {
      Path dir = Files.createTempDirectory("bills");
      try {
        it.run(dir);
      } finally {
        delete(dir);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts it", e);
    }
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  private void run(Path dir) throws InterruptedException {
    BillDoor door = open(dir);
    long looks = world.between(1, TROUBLED_LOOKS_MAX);
    for (int i = 0; i < looks; i++) {
      bills.makeAnew();
      dies = world.twist("bill: the service dies", 0.3);
      door = look(door, dir);
    }
    bills.heal();
    dies = false;
    for (int i = 0; i < LOOKS_AFTER; i++) {
      door = look(door, dir);
    }
    Stream.of(1, 0).map(BillLine.dayOf(World.instant(0))::minusDays).forEach(this::told);
  }

  private BillDoor open(Path dir) {
    Timekeeper time = Timekeeper.of(() -> now, due -> {});
    return BillDoor.open(
        MERCHANT,
        plant.documents("bill_days", days, time),
        plant.documents("bill_differences", differences, time),
        dir,
        () -> log,
        bills,
        plant.publisher(this::publish),
        time);
  }

  private BillDoor look(BillDoor door, Path dir) throws InterruptedException {
    BillDoor next = door;
    try {
      door.look();
    } catch (Died | Outage e) {
      world.trace(() -> "the reconciliation ends: " + e);
      next = open(dir);
    }
    now = now.plus(BillDoor.pauseMax());
    return next;
  }

  private void publish(Fact fact) {
    boolean before = dies && world.chance(0.2);
    if (!before) {
      append((BillFact) fact);
    }
    if (before || (dies && world.chance(0.2))) {
      dies = false;
      throw new Died();
    }
  }

  private void append(BillFact fact) {
    world.trace(() -> "bill: " + fact);
    BillFact before = said.putIfAbsent(fact.factId(), fact);
    check.that(
        before == null || before.equals(fact),
        "I19",
        () -> "two facts of one id: " + before + ", " + fact);
    switch (fact) {
      case DifferenceFound it -> {
        if (before == null) {
          open.put(it.difference().discriminator() + it.day(), it);
        }
      }
      case DifferenceExplained it -> {
        String id = it.difference().discriminator() + it.day();
        check.that(before != null || open.remove(id) != null, "I19", () -> "never found: " + it);
      }
      case DayReconciled it -> reconciled.put(it.day(), it);
      case BillTaken _ -> {}
    }
  }

  /** What of an order the merchant has, and what of it went back by which number. */
  private record Item(String ref, long fen) {}

  private void told(LocalDate day) {
    DayReconciled last = reconciled.get(day);
    check.that(last != null, "I19", () -> "never reconciled: " + day);
    if (last == null) {
      return;
    }
    List<BillLine> bill = bills.taken(last.sha256());
    Map<String, List<Item>> theirs = theirs(bill);
    Map<String, List<Item>> ours = ours(day);
    reversals.forEach((number, fen) -> reversed(theirs.get(number), fen));
    Set<String> differ = new TreeSet<>(theirs.keySet());
    differ.addAll(ours.keySet());
    differ.removeIf(it -> sorted(theirs.get(it)).equals(sorted(ours.get(it))));
    List<DifferenceFound> told = open.values().stream().filter(it -> it.day().equals(day)).toList();
    Set<String> numbers =
        told.stream()
            .map(it -> it.difference().outTradeNo())
            .collect(Collectors.toCollection(TreeSet::new));
    check.that(
        numbers.equals(differ),
        "I19",
        () ->
            "%s: %s differ, told are %s of bill %s and log %s"
                .formatted(day, differ, told, bill, ours));
    summed(last, bill, told.size());
  }

  /** What came and went back is as if it had never come. */
  private static void reversed(@Nullable List<Item> theirs, long fen) {
    if (theirs != null
        && theirs.contains(new Item("", fen))
        && theirs.contains(new Item(REVERSED, fen))) {
      theirs.remove(new Item("", fen));
      theirs.remove(new Item(REVERSED, fen));
    }
  }

  private void summed(DayReconciled last, List<BillLine> bill, long openThen) {
    long in = BillLine.sum(bill, BillLine::inFen);
    long back = BillLine.sum(bill, BillLine::backFen);
    long fees = BillLine.sum(bill, BillLine::feeFen);
    check.that(
        last.lines() == bill.size()
            && last.open() == openThen
            && last.grossFen() == in
            && last.refundFen() == back
            && last.feeFen() == fees
            && last.netFen() == in - back - fees,
        "I19",
        () -> "%s, but told are %d of %s".formatted(last, openThen, bill));
  }

  private static List<Item> sorted(@Nullable List<Item> items) {
    return items == null
        ? List.of()
        : items.stream().sorted(Comparator.comparing(Item::ref).thenComparing(Item::fen)).toList();
  }

  /** A refund that came to nothing is none. */
  private static Map<String, List<Item>> theirs(List<BillLine> bill) {
    Map<String, List<Item>> all = new HashMap<>();
    for (BillLine line : bill) {
      if (!line.isClosed()) {
        String ref = line.kind() == BillLine.Kind.REVOKED ? REVERSED : line.ref();
        add(all, line.number(), new Item(ref, line.fen()));
      }
    }
    return all;
  }

  private Map<String, List<Item>> ours(LocalDate day) {
    Map<String, List<Item>> all = new HashMap<>();
    for (Fact fact : Set.copyOf(log)) {
      if (fact instanceof Reversed it) {
        reversals.put(it.payment().id().outTradeNo().value(), it.payment().amount().fen());
      }
      if (fact instanceof Succeeded it && BillLine.dayOf(it.paidAt()).equals(day)) {
        String number = it.payment().id().outTradeNo().value();
        add(all, number, new Item("", it.payment().amount().fen()));
      }
      if (fact instanceof RefundSucceeded it
          && BillLine.dayOf(it.refund().requestedAt()).equals(day)) {
        String number = it.refund().payment().outTradeNo().value();
        add(all, number, new Item(it.refund().outRefundNo(), it.refund().amount().fen()));
      }
    }
    return all;
  }

  private static void add(Map<String, List<Item>> all, String number, Item item) {
    all.computeIfAbsent(number, _ -> new ArrayList<>()).add(item);
  }
}
