package dev.facepay.simulator.script;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long the gateway thinks before it carries a call out.
 *
 * @param median middle of the times
 * @param sigma spread of a log-normal distribution; 0: always the median
 * @param slowShare share of the calls that take {@code slow} more
 */
public record Latency(Duration median, double sigma, double slowShare, Duration slow) {
  /** No thinking at all. */
  public static final Latency NONE = new Latency(Duration.ZERO, 0, 0, Duration.ZERO);

  /** A delay is held by a thread and a connection; nothing waits longer for a gateway. */
  public static final Duration MAX = Duration.ofMinutes(10);

  Duration draw(RandomGenerator random) {
    double factor = sigma == 0 ? 1 : Math.exp(sigma * random.nextGaussian());
    Duration time = Duration.ofNanos((long) (median.toNanos() * factor));
    if (slowShare > 0 && random.nextDouble() < slowShare) {
      time = time.plus(slow);
    }
    return time.compareTo(MAX) > 0 ? MAX : time;
  }
}
