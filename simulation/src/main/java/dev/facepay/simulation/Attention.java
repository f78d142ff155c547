package dev.facepay.simulation;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.simulation.Journal.Entry;
import dev.facepay.simulation.Journal.OthersOrder;
import dev.facepay.simulation.Journal.Refunded;
import dev.facepay.simulation.Journal.ReverseAnswered;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * I17: a person is called for what a person must see, once, and is told once that it is over. What
 * that is, this class says by itself: by what WeChat did, and by how long it took.
 */
final class Attention {

  /** Longer than the way of any payment that WeChat answers for. */
  private static final long SLOW_MS = 15 * 60_000;

  /** Of a reversal: what is no refusal. */
  private static final Set<String> LATER = Set.of("RECALL", "USERPAYING", "SYSTEMERROR");

  private final Check check;
  private final long skewMaxMs;
  private final boolean calm;
  private final Map<String, AttentionNeeded> raised = new HashMap<>();
  private final Map<String, AttentionResolved> cleared = new HashMap<>();
  private final Map<String, Long> reverseNeededAt = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Set<String> hindered = new HashSet<>();
  private final Set<String> refunded = new HashSet<>();
  private final Set<String> others = new HashSet<>();

  /**
   * @param skewMaxMs how far clocks are off, either way
   * @param calm no process dies and no call gets lost: then only WeChat can be slow
   */
  Attention(Check check, long skewMaxMs, boolean calm) {
    this.check = check;
    this.skewMaxMs = skewMaxMs;
    this.calm = calm;
  }

  void journal(Entry entry) {
    switch (entry) {
      case ReverseAnswered it -> {
        if (!it.code().isEmpty()) {
          hindered.add(it.number());
          if (!LATER.contains(it.code())) {
            refused.add(it.number());
          }
        }
      }
      case Refunded it -> {
        refunded.add(it.number());
        hindered.add(it.number());
      }
      case OthersOrder it -> others.add(it.number());
      default -> {}
    }
  }

  void appended(PaymentFact fact, long now) {
    switch (fact) {
      case ReverseNeeded f -> reverseNeededAt.putIfAbsent(number(f), now);
      case AttentionNeeded f -> raised(f, now);
      case AttentionResolved f -> cleared(f);
      default -> {}
    }
  }

  private static String number(PaymentFact fact) {
    return fact.payment().id().outTradeNo().value();
  }

  private static String key(PaymentFact fact, String reason) {
    return number(fact) + "/" + reason;
  }

  private void raised(AttentionNeeded fact, long now) {
    String reason = fact.reason().wire();
    AttentionNeeded before = raised.putIfAbsent(key(fact, reason), fact);
    check.that(before == null || before.equals(fact), "I17", () -> "raised twice: " + fact);
    check.that(isDue(number(fact), reason, now), "I17", () -> "nobody had to be called: " + fact);
  }

  private boolean isDue(String number, String reason, long now) {
    return switch (reason) {
      case "reverse_refused" -> refused.contains(number);
      case "refund_seen" -> refunded.contains(number);
      case "order_number_used" -> others.contains(number);
      case "reverse_slow" ->
          now >= reverseNeededAt.getOrDefault(number, 0L) + SLOW_MS - 2 * skewMaxMs
              && (!calm || hindered.contains(number));
      default -> false;
    };
  }

  private void cleared(AttentionResolved fact) {
    String key = key(fact, fact.reason().wire());
    check.that(raised.containsKey(key), "I17", () -> "cleared and never raised: " + fact);
    AttentionResolved before = cleared.putIfAbsent(key, fact);
    check.that(before == null || before.equals(fact), "I17", () -> "cleared twice: " + fact);
  }

  /** What is over calls nobody any more; what only a person can put to rest stays, and is there. */
  void settled(Settled end) {
    String stays =
        switch (end) {
          case Failed f when f.reason().wire().equals("order_number_used") -> "order_number_used";
          case Reversed f when f.how().wire().equals("already_refunded") -> "refund_seen";
          default -> "";
        };
    check.that(
        stays.isEmpty() || raised.containsKey(key(end, stays)),
        "I17",
        () -> "nobody was called: " + end);
    for (AttentionNeeded fact : raised.values()) {
      if (number(fact).equals(number(end))) {
        boolean open = !cleared.containsKey(key(fact, fact.reason().wire()));
        check.that(
            open == fact.reason().wire().equals(stays),
            "I17",
            () -> (open ? "never cleared: " : "cleared by nobody: ") + fact + ", and " + end);
      }
    }
  }
}
