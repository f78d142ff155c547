package dev.facepay.bench;

import java.time.Duration;

/**
 * How long and how often to measure.
 *
 * @param rounds of everything; each figure is a median over them
 * @param roundLength of steady load for one latency figure
 * @param stepLength of each rate while saturation is searched
 * @param warmUp of rising load for each contender, at most: compilers need minutes
 * @param gatewayTime how long the simulated gateway thinks about each call
 * @param seed of the arrivals
 * @param saturation requests a second that are taken as saturation; 0: search
 * @param firstStep requests a second of the first step of the search
 */
record BenchSettings(
    int rounds,
    Duration roundLength,
    Duration stepLength,
    Duration warmUp,
    Duration gatewayTime,
    long seed,
    double saturation,
    double firstStep) {

  BenchSettings {
    if (rounds < 1 || roundLength.isNegative() || stepLength.isNegative() || firstStep <= 0) {
      throw new IllegalArgumentException("rounds, lengths and rates are positive");
    }
  }
}
