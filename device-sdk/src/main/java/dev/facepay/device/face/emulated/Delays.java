package dev.facepay.device.face.emulated;

import java.time.Duration;

/**
 * How long the emulated SDK takes.
 *
 * @param init until it is ready
 * @param scan from opening the page to the face code
 * @param other every other call
 * @param page how long the result page stays after the face code; from 2.13 on
 */
public record Delays(Duration init, Duration scan, Duration other, Duration page) {

  /** The result page is gone as fast as another call is made. */
  public Delays(Duration init, Duration scan, Duration other) {
    this(init, scan, other, other);
  }

  public static Delays none() {
    return new Delays(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  /** As on a device. */
  public static Delays lifelike() {
    return new Delays(
        Duration.ofMillis(800),
        Duration.ofMillis(1500),
        Duration.ofMillis(50),
        Duration.ofSeconds(3));
  }
}
