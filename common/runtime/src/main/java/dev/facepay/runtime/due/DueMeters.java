package dev.facepay.runtime.due;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** What an operator sees of due records. */
final class DueMeters {

  private final AtomicLong dueNow = new AtomicLong();
  private final AtomicLong latenessMs = new AtomicLong();
  private final AtomicLong lookedAtMs = new AtomicLong();
  private final AtomicLong open = new AtomicLong();
  private final AtomicLong oldestMs = new AtomicLong();
  private final AtomicLong withoutDue = new AtomicLong();
  private final Counter leasesLost;
  private final Counter bugs;

  DueMeters(String name, Set<String> inFlight, MeterRegistry registry) {
    Tags tags = Tags.of("records", name);
    Gauge.builder("facepay.due.now", dueNow, AtomicLong::get)
        .description("Records that were due at the last look, a batch at most")
        .tags(tags)
        .register(registry);
    Gauge.builder("facepay.due.lateness.seconds", latenessMs, it -> it.get() / 1000.0)
        .description("How long the longest overdue record had been due at the last look")
        .tags(tags)
        .register(registry);
    Gauge.builder("facepay.due.looked.timestamp.seconds", lookedAtMs, it -> it.get() / 1000.0)
        .description("When due records were last looked for, Unix time")
        .tags(tags)
        .register(registry);
    Gauge.builder("facepay.due.in.flight", inFlight, Set::size)
        .description("Records that are being worked on")
        .tags(tags)
        .register(registry);
    Gauge.builder("facepay.due.open", open, AtomicLong::get)
        .description("Records that are not finished, at the last sweep")
        .tags(tags)
        .register(registry);
    Gauge.builder("facepay.due.oldest.seconds", oldestMs, it -> it.get() / 1000.0)
        .description("How long ago the oldest open record was first due, at the last sweep")
        .tags(tags)
        .register(registry);
    Gauge.builder("facepay.open.without.due", withoutDue, AtomicLong::get)
        .description("Open records that nobody would ever take up: must be 0")
        .tags(tags)
        .register(registry);
    leasesLost =
        Counter.builder("facepay.due.leases.lost")
            .description("Work whose result did not count, because another worker went on")
            .tags(tags)
            .register(registry);
    bugs =
        Counter.builder("facepay.due.bugs")
            .description("Work that ended in an unexpected exception and is tried again")
            .tags(tags)
            .register(registry);
  }

  void polled(int due, Instant oldest, Instant now) {
    dueNow.set(due);
    lookedAtMs.set(now.toEpochMilli());
    latenessMs.set(Duration.between(oldest, now).toMillis());
  }

  void swept(long openRecords, Instant oldest, Instant now, long recordsWithoutDue) {
    open.set(openRecords);
    oldestMs.set(Math.max(0, Duration.between(oldest, now).toMillis()));
    withoutDue.set(recordsWithoutDue);
  }

  void leaseLost() {
    leasesLost.increment();
  }

  void bug() {
    bugs.increment();
  }
}
