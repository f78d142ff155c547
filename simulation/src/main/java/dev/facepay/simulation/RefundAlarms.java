package dev.facepay.simulation;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.simulation.Journal.RefundAnswered;
import dev.facepay.simulation.Journal.RefundMoved;
import dev.facepay.simulation.Order.Refund.Status;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * I17 for refunds: a person is called for what WeChat did with one, once at a time, and before its
 * end is told that this is over. The facts name the refund in their text alone.
 */
final class RefundAlarms {

  private static final long SLOW_MS = 15 * 60_000;

  private final Check check;
  private final long skewMaxMs;
  private final Map<String, PaymentFact> facts = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Set<String> everRaised = new HashSet<>();
  private final Map<String, Long> askedAt = new HashMap<>();

  /** Orders of which somebody else gave back. */
  private final Set<String> others = new HashSet<>();

  /** Refunds and the alarm that WeChat gave a reason for. */
  private final Set<String> reasons = new HashSet<>();

  /**
   * @param skewMaxMs how far clocks are off, either way
   */
  RefundAlarms(Check check, long skewMaxMs) {
    this.check = check;
    this.skewMaxMs = skewMaxMs;
  }

  /** G: an answer to a refund call. */
  void answered(RefundAnswered it) {
    switch (it.code()) {
      case "NOTENOUGH" -> reasons.add(it.refundNumber() + "/refund_not_enough");
      case "NOAUTH" -> reasons.add(it.refundNumber() + "/refund_refused");
      default -> {}
    }
  }

  /** G: a refund comes to a state. */
  void moved(RefundMoved it) {
    if (it.byHand()) {
      others.add(it.number());
    }
    if (it.status() == Status.CHANGE) {
      reasons.add(it.refundNumber() + "/refund_changed");
    }
    if (it.status() == Status.OF_TOMORROW) {
      reasons.add(it.refundNumber() + "/refund_slow");
    }
  }

  /** K grows. */
  void appended(PaymentFact fact, long now) {
    PaymentFact before = facts.putIfAbsent(fact.factId(), fact);
    check.that(before == null || before.equals(fact), "I17", () -> before + " and " + fact);
    if (before != null) {
      return;
    }
    switch (fact) {
      case AttentionNeeded it -> {
        String key = refund(fact, it.gatewayText()) + "/" + it.reason().wire();
        check.that(open.add(key), "I17", () -> "raised twice: " + it);
        everRaised.add(key);
        check.that(isDue(key, it, now), "I17", () -> "nobody had to be called: " + it);
      }
      case AttentionResolved it -> {
        String key = refund(fact, it.evidence()) + "/" + it.reason().wire();
        check.that(open.remove(key), "I17", () -> "cleared and not raised: " + it);
      }
      default -> {}
    }
  }

  /** Both say "refund R1: …". */
  private static String refund(PaymentFact fact, String text) {
    String number = text.substring(text.indexOf(' ') + 1, text.indexOf(':'));
    return fact.payment().id().outTradeNo() + "@" + number;
  }

  private boolean isDue(String key, AttentionNeeded fact, long now) {
    String refund = key.substring(0, key.indexOf('/'));
    boolean slow = now >= askedAt.getOrDefault(refund, now) + SLOW_MS - 2 * skewMaxMs;
    String order = fact.payment().id().outTradeNo().value();
    if (fact.reason().wire().equals("refund_seen")) {
      return others.contains(order);
    }
    return reasons.contains(key) || (fact.reason().wire().equals("refund_slow") && slow);
  }

  /** K grows. */
  void appended(RefundFact fact, long now, boolean wasChanged) {
    String name = fact.refund().outRefundNo();
    if (fact instanceof RefundRequested) {
      askedAt.putIfAbsent(name, now);
    }
    if (fact instanceof RefundFact.Settled && fact.version() > 0) {
      check.that(
          open.stream().noneMatch(it -> it.startsWith(name + "/")),
          "I17",
          () -> "never cleared: " + open + ", and " + fact);
      check.that(
          !wasChanged || everRaised.contains(name + "/refund_changed"),
          "I17",
          () -> "nobody was called: " + fact);
    }
  }
}
