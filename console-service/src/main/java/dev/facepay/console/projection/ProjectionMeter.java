package dev.facepay.console.projection;

import dev.facepay.runtime.fact.DeadLetters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator sees of the fold: {@code facepay_report_*}. */
final class ProjectionMeter {

  private final MeterRegistry registry;
  private final AtomicLong lagMs = new AtomicLong();
  private final Counter folded;
  private final Counter changed;
  private final Counter skipped;
  private final Counter retries;

  ProjectionMeter(MeterRegistry registry) {
    this.registry = registry;
    this.folded = counter("folded", "Records that the read side says now");
    this.changed = counter("changed", "Documents that were written");
    this.skipped = counter("skipped", "Records that are no part of the read side");
    this.retries = counter("retries", "Batches tried again after an outage");
    Gauge.builder("facepay.report.lag.age", lagMs, it -> it.get() / 1000.0)
        .baseUnit("seconds")
        .description("Age of the oldest record that is read and not folded yet; 0: none")
        .register(registry);
    // There from the start: a first one that comes with its series is no increase.
    DeadLetters.KINDS.forEach(this::deadLetters);
  }

  void lag(Duration age) {
    lagMs.set(Math.max(0, age.toMillis()));
  }

  void folded(int records, int documents) {
    folded.increment(records);
    changed.increment(documents);
  }

  void skipped() {
    skipped.increment();
  }

  void retried() {
    retries.increment();
  }

  void deadLetter(String kind) {
    deadLetters(kind).increment();
  }

  private Counter deadLetters(String kind) {
    return Counter.builder("facepay.report.dead.letters")
        .description("Records put aside for a person")
        .tag("reason", kind)
        .register(registry);
  }

  private Counter counter(String name, String description) {
    return Counter.builder("facepay.report." + name).description(description).register(registry);
  }
}
