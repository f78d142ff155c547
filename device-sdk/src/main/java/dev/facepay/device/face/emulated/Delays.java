package dev.facepay.device.face.emulated;

import java.time.Duration;

/**
 * How long the emulated SDK takes.
 *
 * @param init until it is ready
 * @param scan from opening the page to the face code
 * @param other every other call
 */
public record Delays(Duration init, Duration scan, Duration other) {

  public static Delays none() {
    return new Delays(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** As on a device. */
  public static Delays lifelike() {
    return new Delays(Duration.ofMillis(800), Duration.ofMillis(1500), Duration.ofMillis(50));
  }
}
