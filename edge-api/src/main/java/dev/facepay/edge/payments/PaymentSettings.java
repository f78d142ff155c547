package dev.facepay.edge.payments;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param answerWithin the time after {@code requested_at} within which a device has an answer: the
 *     query stage decides after 30 s and a last ask; when it is over, the device calls staff
 * @param timeExpireAheadMin how far away {@code time_expire} must be: more than WeChat's one minute
 *     (spec section 5). One that comes too near on the way is not asked for: too late
 * @param heardWithin how long the log may take to bring what another instance has accepted; no
 *     payment is "not known" before that
 * @param viewsKept how long a payment that is not settled and that nothing happens to stays in
 *     memory, and how far back the log is read for it at start
 * @param viewsMax how many payments that are not settled stay in memory, at about 1 KB each, and
 *     how many records of each of their topics are read at start. When so many are open, new ones
 *     are sent away: an open one is not forgotten for them
 * @param settledKept how long a settled payment stays in memory, and how far back the log is read
 *     for it at start
 * @param settledMax how many of them, at about 300 bytes each; the newest stay
 */
@ConfigurationProperties("facepay.edge")
public record PaymentSettings(
    @DefaultValue("45s") Duration answerWithin,
    @DefaultValue("70s") Duration timeExpireAheadMin,
    @DefaultValue("500ms") Duration heardWithin,
    @DefaultValue("30m") Duration viewsKept,
    @DefaultValue("50000") int viewsMax,
    @DefaultValue("24h") Duration settledKept,
    @DefaultValue("20000") int settledMax) {

  public PaymentSettings {
    if (!answerWithin.isPositive() || !viewsKept.isPositive() || viewsMax < 1) {
      throw new IllegalArgumentException(
          "facepay.edge: answer-within, views-kept and views-max must be positive");
    }
    if (timeExpireAheadMin.compareTo(Duration.ofMinutes(1)) < 0) {
      throw new IllegalArgumentException(
          "facepay.edge.time-expire-ahead-min must be 1 min or more");
    }
    if (heardWithin.isNegative()) {
      throw new IllegalArgumentException("facepay.edge.heard-within must be 0 or more");
    }
    if (settledKept.compareTo(viewsKept) < 0 || settledMax < 1) {
      throw new IllegalArgumentException(
          "facepay.edge: settled-kept must be views-kept or more, settled-max positive");
    }
  }
}
