package dev.facepay.edge.payments;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** How long devices wait for an answer, and what is held in memory for them. */
final class PaymentMetrics {

  /** Buckets where it matters: at the till under a second, then up to a buyer's patience. */
  private static final Duration[] ANSWER_BUCKETS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Timer answers;

  PaymentMetrics(MeterRegistry registry, PaymentProjection projection, Intake intake) {
    answers =
        Timer.builder("facepay.edge.answer")
            .description("From a device's request to an answer that its screen can show")
            .serviceLevelObjectives(ANSWER_BUCKETS)
            .register(registry);
    Gauge.builder("facepay.edge.waiting", projection, PaymentProjection::watching)
        .description("Requests that wait for a payment's answer")
        .register(registry);
    Gauge.builder("facepay.edge.views", projection, PaymentProjection::size)
        .description("Payments held in memory")
        .register(registry);
    Gauge.builder("facepay.edge.intake.limit", intake, Intake::limit)
        .description("New payments that may stand before the pay stage, of this instance")
        .register(registry);
    Gauge.builder("facepay.edge.intake.standing", intake, Intake::standing)
        .description("New payments that do")
        .register(registry);
    for (Intake.Full why : Intake.Full.values()) {
      FunctionCounter.builder("facepay.edge.intake.refused", intake, it -> it.refused(why))
          .description("New payments that were refused since more is asked for than is answered")
          .tag("reason", why.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    for (OpenPayments.Where where : OpenPayments.Where.values()) {
      String state = where.name().toLowerCase(Locale.ROOT);
      Gauge.builder("facepay.payments.open", projection, v -> v.open().of(where).count())
          .description("Payments whose money may still move, of those held in memory")
          .tag("state", state)
          .register(registry);
      Gauge.builder(
              "facepay.payments.oldest.seconds",
              projection,
              v -> v.open().of(where).oldest().toMillis() / 1000.0)
          .description("Since the request of the oldest of them")
          .tag("state", state)
          .register(registry);
    }
    FunctionCounter.builder("facepay.edge.passed.over", projection, PaymentProjection::passedOver)
        .description("Facts that memory had no room for")
        .tag("what", "payment")
        .register(registry);
    FunctionCounter.builder(
            "facepay.edge.contradictions", projection, PaymentProjection::contradictions)
        .description("Facts that contradict what devices were told: must be 0")
        .register(registry);
  }

  /**
   * @param sinceNanos when the request came, by {@link System#nanoTime}
   */
  void answered(long sinceNanos) {
    answers.record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
  }
}
