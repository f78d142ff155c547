package dev.facepay.runtime.due;

import dev.facepay.runtime.settings.Defaults;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param pollEvery how often due records are looked for: chases count in seconds and more
 * @param batchMax records found at once; a full batch is followed by the next without a pause
 * @param inFlightMax records worked on at once: each may hold a gateway connection
 * @param lease must outlive the longest work on a record, both its calls and its publishing
 * @param retryAfter when a record is tried again after an outage of database or broker
 * @param sweepEvery how often it is proved that no record lacks a due time; the proof reads all
 *     records
 * @param drainMax how long a shutdown waits for the records in flight before it interrupts them
 */
@ConfigurationProperties("facepay.due")
public record DueSettings(
    @DefaultValue("1s") Duration pollEvery,
    @DefaultValue("200") int batchMax,
    @DefaultValue("200") int inFlightMax,
    @DefaultValue("60s") Duration lease,
    @DefaultValue("5s") Duration retryAfter,
    @DefaultValue("60s") Duration sweepEvery,
    @DefaultValue("20s") Duration drainMax) {

  /** Bound once: a simulation asks many times a second. */
  private static final DueSettings DEFAULTS = Defaults.of(DueSettings.class);

  public DueSettings {
    if (batchMax < 1 || batchMax > 10_000 || inFlightMax < 1 || inFlightMax > 10_000) {
      throw new IllegalArgumentException(
          "facepay.due.batch-max and in-flight-max must be 1 to 10000");
    }
    if (!pollEvery.isPositive() || !retryAfter.isPositive() || !sweepEvery.isPositive()) {
      throw new IllegalArgumentException("facepay.due: an interval must be above 0");
    }
    if (lease.compareTo(retryAfter) < 0) {
      throw new IllegalArgumentException("facepay.due.lease must not be below retry-after");
    }
  }

  public static DueSettings defaults() {
    return DEFAULTS;
  }
}
