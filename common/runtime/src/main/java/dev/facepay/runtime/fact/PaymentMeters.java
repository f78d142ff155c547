package dev.facepay.runtime.fact;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FactType;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Payments as numbers: how many came to what and why, how long until the device had its answer, how
 * long until nothing could change any more. A fact counts where it is published; one that is
 * published again after a crash counts again.
 */
final class PaymentMeters {

  /** Around the promise (an answer within 30 s) and a buyer's patience. */
  private static final Duration[] ANSWER_STEPS =
      LongStream.of(250, 500, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 45_000, 60_000, 120_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  /** From a sale without a hitch to a reversal that WeChat refuses for days. */
  private static final Duration[] SETTLE_STEPS =
      LongStream.of(1, 5, 15, 30, 60, 120, 300, 900, 3_600, 21_600, 86_400)
          .mapToObj(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<Published, Counter> published = new ConcurrentHashMap<>();
  private final Map<Outcome, Counter> settled = new ConcurrentHashMap<>();
  private final Map<String, Counter> amounts = new ConcurrentHashMap<>();
  private final Map<String, Counter> refunds = new ConcurrentHashMap<>();
  private final Map<String, Timer> answers = new ConcurrentHashMap<>();
  private final Map<String, Timer> settles = new ConcurrentHashMap<>();

  /** Looked up by these: the registry's own look-up builds names and buckets for each call. */
  private record Published(FactType type, String reason) {}

  private record Outcome(String outcome, String reason) {}

  public PaymentMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * A fact that the broker has acknowledged.
   *
   * @param reason one of a bounded set
   */
  public void published(Fact fact, String reason) {
    published
        .computeIfAbsent(new Published(fact.type(), reason), this::publishedCounter)
        .increment();
    if (fact instanceof PaymentFact payment) {
      String answer = answer(payment);
      if (!answer.isEmpty()) {
        answers.computeIfAbsent(answer, this::answerTimer).record(sinceRequest(payment));
      }
      if (payment instanceof Settled done) {
        settled(done, outcome(done), reason);
      }
    }
    if (fact instanceof RefundFact.Settled refund && refund.version() > 0) {
      String outcome = refund instanceof RefundSucceeded ? "succeeded" : "failed";
      refunds
          .computeIfAbsent(outcome, this::refundCounter)
          .increment((double) refund.refund().amount().fen());
    }
  }

  private void settled(Settled fact, String outcome, String reason) {
    settled.computeIfAbsent(new Outcome(outcome, reason), this::settledCounter).increment();
    settles.computeIfAbsent(outcome, this::settleTimer).record(sinceRequest(fact));
    Money amount = fact.payment().amount();
    amounts.computeIfAbsent(outcome, this::amountCounter).increment((double) amount.fen());
  }

  /** What the device's screen can say for good; empty if there is nothing new to say. */
  private static String answer(PaymentFact fact) {
    return switch (fact) {
      case Succeeded f -> "succeeded";
      case Failed f -> "failed";
      case ReverseNeeded f -> "not_paid";
      case RequestRejected f -> "rejected";
      // The device heard "not paid" when the reversal began.
      case Reversed f -> "";
      case Requested f -> "";
      case Unknown f -> "";
      case CancelRequested f -> "";
      case AttentionNeeded f -> "";
      case AttentionResolved f -> "";
      case ActRequested f -> "";
    };
  }

  private static String outcome(Settled fact) {
    return switch (fact) {
      case Succeeded f -> "succeeded";
      case Failed f -> "failed";
      case Reversed f -> "reversed";
    };
  }

  private static Duration sinceRequest(PaymentFact fact) {
    Duration since = Duration.between(fact.payment().requestedAt(), fact.occurredAt());
    return since.isNegative() ? Duration.ZERO : since;
  }

  private Counter publishedCounter(Published of) {
    return Counter.builder("facepay.facts.published")
        .description("Facts that the broker has acknowledged")
        .tag("type", of.type().wire())
        .tag("reason", of.reason())
        .register(registry);
  }

  private Counter settledCounter(Outcome of) {
    return Counter.builder("facepay.payments.settled")
        .description("Payments that came to their end")
        .tag("outcome", of.outcome())
        .tag("reason", of.reason())
        .register(registry);
  }

  private Counter amountCounter(String outcome) {
    return Counter.builder("facepay.payments.settled.fen")
        .description("What the settled payments were about, in fen")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Counter refundCounter(String outcome) {
    return Counter.builder("facepay.refunds.settled.fen")
        .description("What the refunds that came to their end were about, in fen")
        .tag("outcome", outcome)
        .register(registry);
  }

  private Timer answerTimer(String answer) {
    return Timer.builder("facepay.payment.answer")
        .description("From the device's request to an answer that stands")
        .tag("answer", answer)
        .serviceLevelObjectives(ANSWER_STEPS)
        .register(registry);
  }

  private Timer settleTimer(String outcome) {
    return Timer.builder("facepay.payment.settle")
        .description("From the device's request to the payment's end, a reversal included")
        .tag("outcome", outcome)
        .serviceLevelObjectives(SETTLE_STEPS)
        .register(registry);
  }
}
