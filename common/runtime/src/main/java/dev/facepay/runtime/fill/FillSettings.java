package dev.facepay.runtime.fill;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a disk or a heap counts as filling and as full.
 *
 * @param fillingAt from this share on it is said everywhere: days are left, if a date is told
 * @param fullAt from this share on no new payment is taken; the rest is for those under way
 * @param easeBy how much lower it must fall to count as better: no swinging at the edge
 * @param lookEvery how often it is measured: what is begun between two looks must fit in the rest
 * @param rateOver what "at this rate" means: a day has its busy and its quiet hours
 * @param rateAfter how long it must have been watched before a date is told
 */
@ConfigurationProperties("facepay.fill")
public record FillSettings(
    @DefaultValue("0.85") double fillingAt,
    @DefaultValue("0.95") double fullAt,
    @DefaultValue("0.03") double easeBy,
    @DefaultValue("5s") Duration lookEvery,
    @DefaultValue("1d") Duration rateOver,
    @DefaultValue("10m") Duration rateAfter) {

  private static final Duration LOOK_EVERY_MAX = Duration.ofMinutes(1);

  public FillSettings {
    if (!(easeBy >= 0 && easeBy < fillingAt && fillingAt < fullAt && fullAt <= 1)) {
      throw new IllegalArgumentException(
          "facepay.fill: 0 <= ease-by < filling-at < full-at <= 1 must hold");
    }
    if (!lookEvery.isPositive() || lookEvery.compareTo(LOOK_EVERY_MAX) > 0) {
      throw new IllegalArgumentException("facepay.fill.look-every must be above 0, at most 1m");
    }
    if (!rateAfter.isPositive() || rateAfter.compareTo(rateOver) > 0) {
      throw new IllegalArgumentException(
          "facepay.fill.rate-after must be above 0, at most rate-over");
    }
  }

  public static FillSettings defaults() {
    return new FillSettings(
        0.85, 0.95, 0.03, Duration.ofSeconds(5), Duration.ofDays(1), Duration.ofMinutes(10));
  }
}
