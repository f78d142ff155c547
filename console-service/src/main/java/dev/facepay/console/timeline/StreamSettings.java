package dev.facepay.console.timeline;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The event stream's bounds.
 *
 * @param lasts how long a stream lasts; the client opens it again
 * @param ping how often a silent one shows that it is alive
 * @param openMax streams at once
 * @param keptMax changes in memory: who is further behind is told to load all anew
 * @param settleMax how long a change may wait for the read side to say it too
 */
@ConfigurationProperties("facepay.report.stream")
record StreamSettings(
    @DefaultValue("10m") Duration lasts,
    @DefaultValue("15s") Duration ping,
    @DefaultValue("200") int openMax,
    @DefaultValue("5000") int keptMax,
    @DefaultValue("2s") Duration settleMax) {

  StreamSettings {
    if (openMax < 1 || keptMax < 1 || !lasts.isPositive() || !ping.isPositive()) {
      throw new IllegalArgumentException("facepay.report.stream: everything must be above 0");
    }
  }
}
