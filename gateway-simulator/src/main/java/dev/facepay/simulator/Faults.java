package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Api;
import dev.facepay.simulator.ledger.Step;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What goes wrong for every call that no script, header or magic amount decides.
 *
 * @param chances tried in order; their probabilities add up to at most 1
 * @param seed makes the draws repeatable, call by call
 * @param apis the calls that {@code chances} and {@code latency} are for
 */
record Faults(Latency latency, List<Chance> chances, long seed, Set<Api> apis) {
  /** All well. */
  static final Faults NONE = new Faults(Latency.NONE, List.of(), 0, EnumSet.allOf(Api.class));

  /** A behaviour and how often it is met. */
  record Chance(double probability, Step step) {}

  boolean isNone() {
    return chances.isEmpty() && latency.equals(Latency.NONE);
  }

  /**
   * How long the gateway thinks before it carries a call out.
   *
   * @param median middle of the times
   * @param sigma spread of a log-normal distribution; 0: always the median
   * @param slowShare share of the calls that take {@code slow} more
   */
  record Latency(Duration median, double sigma, double slowShare, Duration slow) {
    /** No thinking at all. */
    static final Latency NONE = new Latency(Duration.ZERO, 0, 0, Duration.ZERO);

    /** A delay is held by a thread and a connection; nothing waits longer for a gateway. */
    static final Duration MAX = Duration.ofMinutes(10);

    Duration draw(RandomGenerator random) {
      double factor = sigma == 0 ? 1 : Math.exp(sigma * random.nextGaussian());
      Duration time = Duration.ofNanos((long) (median.toNanos() * factor));
      if (slowShare > 0 && random.nextDouble() < slowShare) {
        time = time.plus(slow);
      }
      return time.compareTo(MAX) > 0 ? MAX : time;
    }
  }
}
