package dev.facepay.simulation;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.Stage;
import dev.facepay.simulation.Journal.Charged;
import dev.facepay.simulation.Journal.Entry;
import dev.facepay.simulation.Journal.OthersOrder;
import dev.facepay.simulation.Journal.PayArrived;
import dev.facepay.simulation.Journal.QueryArrived;
import dev.facepay.simulation.Journal.RefundAnswered;
import dev.facepay.simulation.Journal.RefundMoved;
import dev.facepay.simulation.Journal.Refunded;
import dev.facepay.simulation.Journal.Returned;
import dev.facepay.simulation.Journal.ReverseAnswered;
import dev.facepay.simulation.Journal.ReverseArrived;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after every step; each is checked the moment that its evidence changes. It shares
 * no rule with the services.
 */
final class Invariants {

  private static final long EARLIEST_MS = 15_000;
  private static final long WINDOW_MS = 7L * 24 * 3_600_000;

  private final Databases databases;
  private final Money money = new Money(this::check);
  private final Facts facts = new Facts(this::check);
  private final Attention attention;
  private final Letters letters = new Letters(this::check);
  private final Persons persons;
  private final GivenBack givenBack = new GivenBack(this::check, money);
  private final RefundAlarms refundAlarms;
  private final Set<String> payArrived = new HashSet<>();
  private final Set<String> writtenDown = new HashSet<>();
  private final Map<String, List<Long>> paySent = new HashMap<>();
  private final Map<String, PaymentRef> asked = new HashMap<>();
  private final Map<String, Boolean> toldPaid = new HashMap<>();
  private final Set<String> ignored;
  private @Nullable Violation first;

  /** D. */
  interface Databases {
    /** The document of that number in that collection; empty if there is none. */
    Document find(String collection, String paymentId);
  }

  /**
   * @param skewMaxMs how far clocks are off, either way
   * @param calm nothing goes wrong but at WeChat
   * @param ignored invariants that are not checked: to see whether another one finds a planted bug
   */
  Invariants(Databases databases, long skewMaxMs, boolean calm, Set<String> ignored) {
    this.databases = databases;
    this.ignored = ignored;
    this.attention = new Attention(this::check, skewMaxMs, calm);
    this.refundAlarms = new RefundAlarms(this::check, skewMaxMs);
    this.persons = new Persons(this::check, money);
  }

  /** Remembered, since a service may catch what is thrown in its threads. */
  void check(boolean holds, String invariant, Supplier<String> what) {
    if (!holds && !ignored.contains(invariant)) {
      first = first == null ? new Violation(invariant, what.get()) : first;
      throw first;
    }
  }

  /** Throws the first violation, if there is one. */
  void rethrow() {
    if (first != null) {
      throw first;
    }
  }

  /** G grows. */
  void journal(Entry entry) {
    attention.journal(entry);
    switch (entry) {
      case PayArrived it ->
          check(payArrived.add(it.number()), "I1", () -> "a second pay call arrives: " + it);
      case Charged it -> money.charged(it);
      case Returned it -> money.returned(it.number(), it.fen());
      case Refunded it -> money.returned(it.number(), it.fen());
      case RefundMoved it -> {
        givenBack.moved(it);
        refundAlarms.moved(it);
      }
      case RefundAnswered it -> refundAlarms.answered(it);
      case OthersOrder it -> money.othersOrder(it.number());
      case ReverseArrived it -> reverse(it);
      case ReverseAnswered it -> {}
      case QueryArrived it -> {}
    }
  }

  private void reverse(ReverseArrived it) {
    check(!money.isAnothers(it.number()), "I20", () -> it + " of another system's order");
    for (long sent : paySent.getOrDefault(it.number(), List.of())) {
      check(it.at() >= sent + EARLIEST_MS, "I8", () -> it + ", and pay was sent at " + sent);
      check(it.at() <= sent + WINDOW_MS, "I8", () -> it + " is too late: pay was sent at " + sent);
    }
    check(
        facts.settled(id(it.number())).filter(Succeeded.class::isInstance).isEmpty(),
        "I8",
        () -> it + " of a payment that has succeeded");
  }

  /** A process lets go of a pay call. */
  void paying(PaymentRef request, long now) {
    String number = request.id().outTradeNo().value();
    paySent.computeIfAbsent(number, _ -> new ArrayList<>()).add(now);
    asked.put(Facts.request(request), request);
    money.asked(number, request.orderNo().value());
    check(
        !databases.find("pay_attempts", id(number)).isEmpty(),
        "I9",
        () -> "pay call of " + number + " without a document");
    check(!facts.isRejected(request), "I12", () -> "asked for after it was rejected: " + request);
    if (request.attempt() > 1) {
      Document before = databases.find("pay_attempts", request.previousAttempt().toString());
      check(
          Documents.endedUnpaid(before),
          "I2",
          () -> number + " is asked for while the attempt before is open: " + before);
      check(
          Documents.isOf(before, request.orderNo().value(), request.attempt() - 1),
          "I2",
          () -> number + " is asked for after another order's payment: " + before);
    }
  }

  /** Its document may be lost by now, with the database of pay. */
  void querying(String number) {
    check(writtenDown.contains(id(number)), "I9", () -> "query of " + number);
  }

  void reversing(String number) {
    check(
        !databases.find("reverse_chases", id(number)).isEmpty()
            || !databases.find("reverse_outcomes", id(number)).isEmpty(),
        "I9",
        () -> "reversal of " + number + " without a document");
  }

  /** A process lets go of a call for a refund, or of a question for one. */
  void refunding(RefundRef refund, boolean call) {
    Document payment = databases.find("refund_payments", refund.payment().toString());
    check(
        Documents.hasRefund(payment, refund.refundNo().value(), call ? 1 : 0),
        "I9",
        () -> (call ? "call for " : "question for ") + refund + ", and written down: " + payment);
  }

  /** K grows. */
  void fact(Fact fact, long now) {
    switch (fact) {
      case RefundFact it -> {
        givenBack.appended(it);
        refundAlarms.appended(it, now, givenBack.isChanged(it.refund().outRefundNo()));
      }
      case AttentionNeeded it when it.by() == Stage.REFUND -> refundAlarms.appended(it, now);
      case AttentionResolved it when it.by() == Stage.REFUND -> refundAlarms.appended(it, now);
      case PaymentFact it -> fact(it, now);
      default -> {}
    }
  }

  private void fact(PaymentFact fact, long now) {
    facts.appended(fact);
    attention.appended(fact, now);
    persons.appended(fact);
    if (fact instanceof Settled && !(fact instanceof Succeeded)) {
      long kept = money.kept(fact.payment().id().outTradeNo().value());
      check(kept == 0, "I6", () -> "%d fen stay, and yet %s".formatted(kept, fact));
    }
    if (fact instanceof RequestRejected it) {
      // Where a database lost which of two contents was asked for, the number is closed first.
      check(
          !asked.containsKey(Facts.request(it.payment()))
              || facts.settled(it.payment().id().toString()).isPresent(),
          "I12",
          () -> "asked for and rejected: " + it);
    }
  }

  /** L grows: a device hears that a payment is paid, or that it is not. */
  void told(PaymentRef payment, boolean paid) {
    String number = payment.id().outTradeNo().value();
    Boolean before = toldPaid.putIfAbsent(number, paid);
    check(
        before == null || before == paid, "I11", () -> number + " was " + before + ", now " + paid);
    if (paid) {
      check(
          !money.isAnothers(number),
          "I20",
          () -> "another system's order is told as paid: " + payment);
      check(
          money.kept(number) == payment.amount().fen(),
          "I5",
          () -> "told paid, charged " + money.kept(number) + ": " + payment);
    }
  }

  /** D changes. */
  void written(String collection, Document document) {
    if (collection.equals("pay_attempts") && document.get("_id") instanceof String id) {
      writtenDown.add(id);
    }
    check(Documents.hasDueIfOpen(collection, document), "I10", () -> collection + ": " + document);
  }

  /** A record was put aside. */
  Letters letters() {
    return letters;
  }

  /** Something has not come to its end in the time that it had. */
  void stillOpen(String what) {
    check(false, "I10", () -> "still open: " + what);
  }

  /** After the healing and a fixed time. */
  void atTheEnd() {
    for (Requested request : facts.requests()) {
      settledOnce(request.payment());
    }
    money
        .kept()
        .forEach(
            (number, fen) ->
                check(
                    toldPaid.getOrDefault(number, false),
                    "I4",
                    () -> number + " is charged " + fen + " without goods"));
    givenBack.atTheEnd(payment -> databases.find("refund_payments", payment));
    long told = facts.succeededFen() - givenBack.toldFen();
    long there = money.total() - givenBack.movedFen();
    check(told == there, "I13", () -> "the log says %d fen, WeChat %d".formatted(told, there));
    letters.atTheEnd();
    toldPaid.forEach(
        (number, paid) ->
            check(
                !paid || money.kept(number) > 0,
                "I5",
                () -> number + " has goods without a charge"));
  }

  private void settledOnce(PaymentRef request) {
    String id = request.id().toString();
    if (facts.isRejected(request)) {
      return;
    }
    var end = facts.settled(id);
    check(end.isPresent(), "I3", () -> "never settled: " + request);
    end.ifPresent(
        fact -> {
          String number = request.id().outTradeNo().value();
          long fen = fact instanceof Succeeded ? fact.payment().amount().fen() : 0;
          check(
              fact.payment().fingerprint().equals(request.fingerprint()),
              "I3",
              () -> "neither settled nor rejected: " + request);
          check(money.kept(number) == fen, "I6", () -> fact + ", kept " + money.kept(number));
          check(
              !money.isAnothers(number) || fact instanceof Failed,
              "I20",
              () -> "another system's order ends as " + fact);
          attention.settled(fact);
          check(
              Documents.agrees(databases.find("pay_attempts", id), fact),
              "I6",
              () -> fact + ", but in the database " + databases.find("pay_attempts", id));
        });
  }

  private static String id(String number) {
    return Terms.MCH_ID + ":" + number;
  }
}
