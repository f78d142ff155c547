package dev.facepay.edge.report;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param kept how long a report stays in memory after its last fact, and how far back the log is
 *     read at start; well above report-service's longest pause, after which an unanswered one is
 *     said again
 * @param paidAtMost how long ago a trade that a device tells of may have been paid
 */
@ConfigurationProperties("facepay.edge.reports")
public record ReportSettings(
    @DefaultValue("26h") Duration kept, @DefaultValue("30d") Duration paidAtMost) {

  public ReportSettings {
    if (!kept.isPositive() || !paidAtMost.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.edge.reports: kept and paid-at-most must be above 0");
    }
  }
}
