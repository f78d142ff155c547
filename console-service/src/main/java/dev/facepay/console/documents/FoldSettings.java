package dev.facepay.console.documents;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the log is folded.
 *
 * @param batchMax records a poll: one read and one write of the database each, so more is faster
 *     and less is smoother; each is below 2 KB
 * @param pollMax how long an idle poll waits
 * @param fetchWaitMax how long the broker collects before it answers a fetch: nobody waits at a
 *     till for the read side, and facts of one payment that come together are one write
 * @param retryPause after an outage of the database or the broker, before the same batch again
 * @param bugTriesMax how often a record is tried that a bug refuses, before it is a dead letter
 * @param sessionTimeout after a crash the others take over this much later
 * @param countEvery how often what is open is counted for the metrics
 * @param sumsEvery how long changes share one counting of their sums, at least; who reads counts
 *     what has not been
 */
@ConfigurationProperties("facepay.report.fold")
public record FoldSettings(
    @DefaultValue("1000") int batchMax,
    @DefaultValue("200ms") Duration pollMax,
    @DefaultValue("250ms") Duration fetchWaitMax,
    @DefaultValue("1s") Duration retryPause,
    @DefaultValue("5") int bugTriesMax,
    @DefaultValue("10s") Duration sessionTimeout,
    @DefaultValue("15s") Duration countEvery,
    @DefaultValue("5s") Duration sumsEvery) {

  public FoldSettings {
    if (batchMax < 1 || batchMax > 10_000 || bugTriesMax < 1) {
      throw new IllegalArgumentException(
          "facepay.report.fold.batch-max must be 1 to 10000, bug-tries-max at least 1");
    }
    if (!pollMax.isPositive() || !retryPause.isPositive() || !countEvery.isPositive()) {
      throw new IllegalArgumentException("facepay.report.fold: an interval must be above 0");
    }
  }

  public static FoldSettings defaults() {
    return new FoldSettings(
        1000,
        Duration.ofMillis(200),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        5,
        Duration.ofSeconds(10),
        Duration.ofSeconds(15),
        Duration.ofSeconds(5));
  }
}
