package dev.facepay.console.log;

import dev.facepay.console.fold.Outcome;
import dev.facepay.console.read.Stories;
import dev.facepay.console.read.Totals;
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
public final class OpenPayments {

  private final Stories stories;
  private final Totals totals;
  private final Timekeeper time;
  private final AtomicLong documents = new AtomicLong();
  private final Map<Outcome, AtomicLong> open = new EnumMap<>(Outcome.class);
  private final Map<Outcome, AtomicLong> oldestMs = new EnumMap<>(Outcome.class);

  public OpenPayments(Stories stories, Totals totals, Timekeeper time, MeterRegistry meters) {
    this.stories = stories;
    this.totals = totals;
    this.time = time;
    Gauge.builder("facepay.report.documents", documents, AtomicLong::get)
        .description("Payments in the read side")
        .register(meters);
    for (Outcome outcome : Outcome.values()) {
      if (outcome.open()) {
        open.put(outcome, gauge("facepay.report.open", outcome, 1, meters));
        oldestMs.put(outcome, gauge("facepay.report.open.oldest.seconds", outcome, 1000, meters));
      }
    }
  }

  private static AtomicLong gauge(String name, Outcome outcome, double unit, MeterRegistry meters) {
    AtomicLong value = new AtomicLong();
    Gauge.builder(name, value, it -> it.get() / unit)
        .description("Payments that a stage works on")
        .tag("state", outcome.wire())
        .register(meters);
    return value;
  }

  public void count() {
    documents.set(stories.count());
    Map<Outcome, Document> found = new EnumMap<>(Outcome.class);
    totals.open().forEach(row -> found.put(outcome(row), row));
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

  private static Outcome outcome(Document row) {
    return WireName.parse(Outcome.class, row.get("_id", ""));
  }
}
