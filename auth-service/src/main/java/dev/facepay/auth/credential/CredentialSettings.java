package dev.facepay.auth.credential;

import dev.facepay.runtime.settings.Defaults;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long credentials are kept and when they are renewed. WeChat's last an hour ({@code
 * expires_in}); for one that lasts less, each distance to its end is at most half of its life.
 *
 * @param renewAhead how long before its end a credential is renewed, without anybody asking
 * @param renewSpread up to this much earlier, by device: those that began together shall not all
 *     come back together
 * @param usefulFor one with less left than this is not handed out if a fresh one can be had: a scan
 *     must be possible with it
 * @param activeFor how long after its last ask or heartbeat a device counts as in use; others are
 *     not renewed ahead
 * @param touchEvery how exactly it is written down when a device was last heard of
 * @param patienceMin a request is worked on for this long even if it comes late or the clocks
 *     differ: the device will come again and find what was fetched
 * @param retryPause between two calls for a device that waits
 * @param renewRetry between two tries to renew ahead
 * @param leaseMargin how much longer than the longest call the right to call lasts
 * @param lookAgain how often it is looked whether another process has finished its call
 */
@ConfigurationProperties("facepay.auth.credential")
record CredentialSettings(
    @DefaultValue("10m") Duration renewAhead,
    @DefaultValue("5m") Duration renewSpread,
    @DefaultValue("1m") Duration usefulFor,
    @DefaultValue("2h") Duration activeFor,
    @DefaultValue("1m") Duration touchEvery,
    @DefaultValue("3s") Duration patienceMin,
    @DefaultValue("500ms") Duration retryPause,
    @DefaultValue("30s") Duration renewRetry,
    @DefaultValue("5s") Duration leaseMargin,
    @DefaultValue("100ms") Duration lookAgain) {

  CredentialSettings {
    if (!renewAhead.isPositive() || renewSpread.isNegative() || usefulFor.isNegative()) {
      throw new IllegalArgumentException(
          "facepay.auth.credential: renew-ahead must be positive, renew-spread and useful-for not"
              + " negative");
    }
    if (usefulFor.compareTo(renewAhead) >= 0) {
      throw new IllegalArgumentException(
          "facepay.auth.credential.useful-for must be below renew-ahead: else devices wait for what"
              + " could have been renewed ahead");
    }
    if (!activeFor.isPositive()
        || touchEvery.isNegative()
        || touchEvery.compareTo(activeFor) >= 0) {
      throw new IllegalArgumentException(
          "facepay.auth.credential: active-for must be positive and above touch-every");
    }
    if (!patienceMin.isPositive()
        || !retryPause.isPositive()
        || !renewRetry.isPositive()
        || !leaseMargin.isPositive()
        || !lookAgain.isPositive()) {
      throw new IllegalArgumentException("facepay.auth.credential: a time must be positive");
    }
  }

  /** As they are when nothing is configured. */
  static CredentialSettings defaults() {
    return Defaults.of(CredentialSettings.class);
  }
}
