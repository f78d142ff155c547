package dev.facepay.edge.reports;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param kept how long a report that nobody answers stays in memory, and how far back the log is
 *     read at start; well above report-service's longest pause, after which an unanswered one is
 *     asked for anew
 * @param openMax how many of them stay in memory, at about 1 KB each; what has no room is asked for
 *     anew in time
 * @param deviceOpenMax how many of one device
 * @param endedMax how many of those that are answered or ended are remembered, at about 200 bytes
 *     each, so that a late repeat finds them; the newest stay
 * @param tradesMax how many numbers of trades that devices told of are remembered, at about 300
 *     bytes each; the newest stay. A repeat of an older one is published again, which changes
 *     nothing
 * @param paidAtMost how long ago a trade that a device tells of may have been paid
 */
@ConfigurationProperties("facepay.edge.reports")
public record ReportSettings(
    @DefaultValue("3h") Duration kept,
    @DefaultValue("50000") int openMax,
    @DefaultValue("1000") int deviceOpenMax,
    @DefaultValue("100000") int endedMax,
    @DefaultValue("100000") int tradesMax,
    @DefaultValue("30d") Duration paidAtMost) {

  public ReportSettings {
    if (!kept.isPositive() || !paidAtMost.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.edge.reports: kept and paid-at-most must be above 0");
    }
    if (openMax < 1 || deviceOpenMax < 1 || endedMax < 1 || tradesMax < 1) {
      throw new IllegalArgumentException("facepay.edge.reports: bounds must be 1 or more");
    }
  }

  /** How many records of a topic can tell something that is kept. */
  public long recordsMax() {
    return (long) openMax + endedMax + tradesMax;
  }
}
