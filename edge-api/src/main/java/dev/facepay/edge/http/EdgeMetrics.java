package dev.facepay.edge.http;

import dev.facepay.edge.desk.OpenPayments;
import dev.facepay.edge.desk.PaymentViews;
import dev.facepay.edge.device.KeyBook;
import dev.facepay.edge.report.ReportDesk;
import dev.facepay.edge.report.TradeDesk;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** What the edge counts. Labels have few values; never a device, an order or a key. */
public final class EdgeMetrics {

  /** Buckets where it matters: at the till under a second, then up to a buyer's patience. */
  private static final Duration[] ANSWER_BUCKETS =
      Stream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Timer answers;
  private final Map<Series, Counter> requests = new ConcurrentHashMap<>();

  private record Series(String operation, String outcome) {}

  public EdgeMetrics(
      MeterRegistry registry,
      PaymentViews views,
      ReportDesk reports,
      TradeDesk trades,
      KeyBook keys) {
    this.registry = registry;
    answers =
        Timer.builder("facepay.edge.answer")
            .description("From a device's request to an answer that its screen can show")
            .serviceLevelObjectives(ANSWER_BUCKETS)
            .register(registry);
    Gauge.builder("facepay.edge.waiting", views, PaymentViews::watching)
        .description("Requests that wait for a payment's answer")
        .register(registry);
    Gauge.builder("facepay.edge.views", views, PaymentViews::size)
        .description("Payments held in memory")
        .register(registry);
    for (OpenPayments.Where where : OpenPayments.Where.values()) {
      String state = where.name().toLowerCase(Locale.ROOT);
      Gauge.builder("facepay.payments.open", views, v -> v.open().of(where).count())
          .description("Payments whose money may still move, of those held in memory")
          .tag("state", state)
          .register(registry);
      Gauge.builder(
              "facepay.payments.oldest.seconds",
              views,
              v -> v.open().of(where).oldest().toMillis() / 1000.0)
          .description("Since the request of the oldest of them")
          .tag("state", state)
          .register(registry);
    }
    Gauge.builder("facepay.edge.reports", reports, ReportDesk::size)
        .description("Trade reports held in memory that devices shall make")
        .register(registry);
    Gauge.builder("facepay.edge.trades", trades, TradeDesk::size)
        .description("Numbers of trades paid elsewhere held in memory")
        .register(registry);
    passedOver("payment", views, PaymentViews::passedOver);
    passedOver("report", reports, ReportDesk::passedOver);
    Gauge.builder("facepay.edge.devices", keys, KeyBook::size)
        .description("Devices with a key")
        .register(registry);
    FunctionCounter.builder("facepay.edge.contradictions", views, PaymentViews::contradictions)
        .description("Facts that contradict what devices were told: must be 0")
        .register(registry);
  }

  private <T> void passedOver(String what, T counted, ToDoubleFunction<T> count) {
    FunctionCounter.builder("facepay.edge.passed.over", counted, count)
        .description("Facts that memory had no room for")
        .tag("what", what)
        .register(registry);
  }

  /** What a request came to: a state, or a problem's code. */
  public void count(String operation, String outcome) {
    requests
        .computeIfAbsent(
            new Series(operation, outcome),
            s ->
                Counter.builder("facepay.edge.requests")
                    .description("Requests by what they came to: a state or a problem's code")
                    .tag("operation", s.operation())
                    .tag("outcome", s.outcome())
                    .register(registry))
        .increment();
  }

  /**
   * @param sinceNanos when the request came, by {@link System#nanoTime}
   */
  void answered(long sinceNanos) {
    answers.record(System.nanoTime() - sinceNanos, TimeUnit.NANOSECONDS);
  }
}
