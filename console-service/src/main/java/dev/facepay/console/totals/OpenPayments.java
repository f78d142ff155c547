package dev.facepay.console.totals;

import dev.facepay.console.payment.PaymentState;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.payment.WireName;
import dev.facepay.runtime.Timekeeper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Date;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/** Counts what is open, now and then: how many payments with each stage, how old the oldest is. */
final class OpenPayments {

  private final PaymentStore histories;
  private final Timekeeper time;
  private final AtomicLong documents = new AtomicLong();
  private final Map<PaymentState, AtomicLong> open = new EnumMap<>(PaymentState.class);
  private final Map<PaymentState, AtomicLong> oldestMs = new EnumMap<>(PaymentState.class);

  OpenPayments(PaymentStore histories, Timekeeper time, MeterRegistry meters) {
    this.histories = histories;
    this.time = time;
    Gauge.builder("facepay.report.documents", documents, AtomicLong::get)
        .description("Payments in the read side")
        .register(meters);
    for (PaymentState outcome : PaymentState.values()) {
      if (outcome.open()) {
        open.put(outcome, gauge("facepay.report.open", outcome, 1, meters));
        oldestMs.put(outcome, gauge("facepay.report.open.oldest.seconds", outcome, 1000, meters));
      }
    }
  }

  private static AtomicLong gauge(
      String name, PaymentState outcome, double unit, MeterRegistry meters) {
    AtomicLong value = new AtomicLong();
    Gauge.builder(name, value, it -> it.get() / unit)
        .description("Payments that a stage works on")
        .tag("state", outcome.wire())
        .register(meters);
    return value;
  }

  void count() {
    documents.set(histories.count());
    Map<PaymentState, Document> found = new EnumMap<>(PaymentState.class);
    histories.open().forEach(row -> found.put(outcome(row), row));
    long now = time.instant().toEpochMilli();
    open.forEach(
        (outcome, value) -> {
          Document row = found.getOrDefault(outcome, new Document());
          value.set(row.get("payments") instanceof Number number ? number.longValue() : 0);
        });
    oldestMs.forEach(
        (outcome, value) -> {
          Document row = found.getOrDefault(outcome, new Document());
          value.set(
              row.get("oldest") instanceof Date date
                  ? Math.max(0, now - date.toInstant().toEpochMilli())
                  : 0);
        });
  }

  private static PaymentState outcome(Document row) {
    return WireName.parse(PaymentState.class, row.get("_id", ""));
  }
}
