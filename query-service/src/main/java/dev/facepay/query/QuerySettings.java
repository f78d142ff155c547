package dev.facepay.query;

import dev.facepay.runtime.settings.Defaults;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When an unknown payment is asked about; counted from the event's time, so that a restart neither
 * restarts the clock nor skips an ask.
 *
 * @param firstWhenPaying the buyer types a password: wait before the first ask (spec section 1: 5
 *     s)
 * @param first before the first ask for any other reason (spec section 5: at once)
 * @param every between asks
 * @param deadline when nothing definite came until then, the money is taken back (spec section 1:
 *     about 30 s)
 * @param clockSkewMax how far clocks are reckoned to be off, 0 s to 1 h: what came later than that
 *     after its own time was handed over once more, and has had all this time already
 * @param inFlightMax unknown payments that one instance looks after at once; each is a sleeping
 *     virtual thread, about 10 KB. More than the stage's default, since each one lasts 30 s
 */
@ConfigurationProperties("facepay.query")
record QuerySettings(
    @DefaultValue("5s") Duration firstWhenPaying,
    @DefaultValue("0s") Duration first,
    @DefaultValue("5s") Duration every,
    @DefaultValue("30s") Duration deadline,
    @DefaultValue("5m") Duration clockSkewMax,
    @DefaultValue("20000") int inFlightMax) {

  QuerySettings {
    if (first.isNegative() || firstWhenPaying.isNegative()) {
      throw new IllegalArgumentException(
          "facepay.query.first and first-when-paying must not be negative");
    }
    if (every.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("facepay.query.every must be 100 ms or more");
    }
    if (deadline.compareTo(Duration.ofMinutes(2)) > 0 || deadline.isNegative()) {
      throw new IllegalArgumentException(
          "facepay.query.deadline must be 0 s to 2 min: no record may stay open for longer");
    }
    if (clockSkewMax.isNegative() || clockSkewMax.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("facepay.query.clock-skew-max must be 0 s to 1 h");
    }
  }

  /** As they are when nothing is configured. */
  static QuerySettings defaults() {
    return Defaults.of(QuerySettings.class);
  }
}
