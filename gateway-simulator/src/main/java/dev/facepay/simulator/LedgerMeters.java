package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.ledger.LedgerSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The ledger's totals as metrics, so that what our services count can be held against them. */
@Component
final class LedgerMeters implements MeterBinder {

  /** One scrape asks for each number, and they must fit together. */
  private static final long KEPT_NANOS = 1_000_000_000L;

  private final Ledger ledger;
  private @Nullable LedgerSummary summary;
  private long readAtNanos;

  LedgerMeters(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    calls(registry, "micropay", LedgerSummary::payCalls);
    calls(registry, "orderquery", LedgerSummary::queryCalls);
    calls(registry, "reverse", LedgerSummary::reverseCalls);
    total(registry, "charges", "Charges made", LedgerSummary::charges);
    total(registry, "charged.fen", "Charged, in fen", LedgerSummary::chargedFen);
    total(registry, "reversals", "Charges taken back", LedgerSummary::reversals);
    total(registry, "reversed.fen", "Taken back, in fen", LedgerSummary::reversedFen);
    Gauge.builder("facepay.simulator.held.fen", () -> now().heldFen())
        .description("Charged less taken back, in fen")
        .register(registry);
    Gauge.builder("facepay.simulator.orders", () -> now().orders())
        .description("Orders that any call was about")
        .register(registry);
    Gauge.builder("facepay.simulator.orders.charged.twice", () -> now().ordersChargedTwice())
        .description("Orders on which the merchant holds more than one charge: must be 0")
        .register(registry);
  }

  private void calls(MeterRegistry registry, String api, ToLongFunction<LedgerSummary> number) {
    FunctionCounter.builder(
            "facepay.simulator.calls", this, it -> (double) number.applyAsLong(it.now()))
        .description("Calls that reached the gateway")
        .tag("api", api)
        .register(registry);
  }

  private void total(
      MeterRegistry registry,
      String name,
      String description,
      ToLongFunction<LedgerSummary> number) {
    FunctionCounter.builder(
            "facepay.simulator." + name, this, it -> (double) number.applyAsLong(it.now()))
        .description(description)
        .register(registry);
  }

  private synchronized LedgerSummary now() {
    if (summary == null || System.nanoTime() - readAtNanos > KEPT_NANOS) {
      summary = ledger.summary();
      readAtNanos = System.nanoTime();
    }
    return summary;
  }
}
