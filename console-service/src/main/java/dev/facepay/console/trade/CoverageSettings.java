package dev.facepay.console.trade;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param lateAfter how long after its payment a report counts as late
 */
@ConfigurationProperties("facepay.report.coverage")
public record CoverageSettings(@DefaultValue("1h") Duration lateAfter) {

  public CoverageSettings {
    if (!lateAfter.isPositive()) {
      throw new IllegalArgumentException("facepay.report.coverage.late-after must be above 0");
    }
  }
}
