package dev.facepay.simulator.script;

import dev.facepay.simulator.wire.Api;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What goes wrong for every call that no script, header or magic amount decides.
 *
 * @param chances tried in order; their probabilities add up to at most 1
 * @param seed makes the draws repeatable, call by call
 * @param apis the calls that {@code chances} and {@code latency} are for
 */
public record Faults(Latency latency, List<Chance> chances, long seed, Set<Api> apis) {
  /** All well. */
  public static final Faults NONE =
      new Faults(Latency.NONE, List.of(), 0, EnumSet.allOf(Api.class));

  /** A behaviour and how often it is met. */
  public record Chance(double probability, Step step) {}

  boolean isNone() {
    return chances.isEmpty() && latency.equals(Latency.NONE);
  }
}
