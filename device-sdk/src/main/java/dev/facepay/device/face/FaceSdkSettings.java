package dev.facepay.device.face;

import java.time.Duration;

/**
 * Bounds of the calls.
 *
 * @param callTimeout for every call but the scan; WeChat names none, its calls take milliseconds
 * @param scanTimeout for a face; the SDK's own page gives up earlier
 * @param initAgainAfter how long to wait when the SDK is initialising: about 500 ms by WeChat
 * @param triesMax of one call, with an init before each repeat
 */
public record FaceSdkSettings(
    Duration callTimeout, Duration scanTimeout, Duration initAgainAfter, int triesMax) {

  public FaceSdkSettings {
    if (triesMax < 1 || callTimeout.isNegative() || scanTimeout.isNegative()) {
      throw new IllegalArgumentException("bounds are positive");
    }
  }

  public static FaceSdkSettings usual() {
    return new FaceSdkSettings(
        Duration.ofSeconds(10), Duration.ofSeconds(120), Duration.ofMillis(500), 20);
  }
}
