package dev.facepay.edge.desk;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param answerWithin the time after {@code requested_at} within which a device has an answer: the
 *     query stage decides after 30 s and a last ask; when it is over, the device calls staff
 * @param timeExpireAheadMin how far away {@code time_expire} must be (spec section 5)
 * @param viewsKept how long a payment that nothing happens to stays in memory, and how far back the
 *     log is read at start
 * @param viewsMax how many payments stay in memory, at about 1 KB each
 */
@ConfigurationProperties("facepay.edge")
public record DeskSettings(
    @DefaultValue("45s") Duration answerWithin,
    @DefaultValue("1m") Duration timeExpireAheadMin,
    @DefaultValue("30m") Duration viewsKept,
    @DefaultValue("100000") int viewsMax) {

  public DeskSettings {
    if (!answerWithin.isPositive() || !viewsKept.isPositive() || viewsMax < 1) {
      throw new IllegalArgumentException(
          "facepay.edge: answer-within, views-kept and views-max must be positive");
    }
  }
}
