package dev.facepay.runtime.held;

import dev.facepay.runtime.due.DueSettings;
import dev.facepay.runtime.settings.Defaults;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Records that could not be handled, on topics that carry money.
 *
 * @param retryFirst pause before the first try; doubles from try to try
 * @param retryMax the longest such pause: how late an upgrade that can handle them is noticed
 * @param lease must outlive the longest handling of one record; a stage may keep one for 2 min
 */
@ConfigurationProperties("facepay.hold")
public record HoldSettings(
    @DefaultValue("30s") Duration retryFirst,
    @DefaultValue("10m") Duration retryMax,
    @DefaultValue("5m") Duration lease) {

  /** Bound once: a simulation asks many times a second. */
  private static final HoldSettings DEFAULTS = Defaults.of(HoldSettings.class);

  public HoldSettings {
    if (!retryFirst.isPositive() || retryMax.compareTo(retryFirst) < 0) {
      throw new IllegalArgumentException(
          "facepay.hold.retry-first must be more than zero and at most retry-max");
    }
    if (lease.compareTo(Duration.ofMinutes(3)) < 0) {
      throw new IllegalArgumentException(
          "facepay.hold.lease must be 3 min or more: it outlives the longest handling");
    }
  }

  public static HoldSettings defaults() {
    return DEFAULTS;
  }

  /**
   * @param tries how often it was taken up, 1 and up
   */
  Duration pause(int tries) {
    Duration pause = retryFirst.multipliedBy(1L << Math.clamp(tries - 1L, 0, 20));
    return pause.compareTo(retryMax) < 0 ? pause : retryMax;
  }

  DueSettings due() {
    DueSettings it = DueSettings.defaults();
    return new DueSettings(
        it.pollEvery(),
        it.batchMax(),
        it.inFlightMax(),
        lease,
        it.retryAfter(),
        it.sweepEvery(),
        it.drainMax());
  }
}
