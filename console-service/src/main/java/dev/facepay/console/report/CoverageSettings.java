package dev.facepay.console.report;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param lateAfter how long after its payment a report counts as late
 */
@ConfigurationProperties("facepay.report.coverage")
record CoverageSettings(@DefaultValue("1h") Duration lateAfter) {

  CoverageSettings {
    if (!lateAfter.isPositive()) {
      throw new IllegalArgumentException("facepay.report.coverage.late-after must be above 0");
    }
  }
}
