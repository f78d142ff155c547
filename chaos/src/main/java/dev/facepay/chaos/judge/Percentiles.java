package dev.facepay.chaos.judge;

import java.time.Duration;
import java.util.List;

/** How long things took. */
record Percentiles(int count, Duration p50, Duration p99, Duration max) {

  static Percentiles of(List<Duration> times) {
    List<Duration> sorted = times.stream().sorted().toList();
    return new Percentiles(sorted.size(), at(sorted, 0.5), at(sorted, 0.99), at(sorted, 1));
  }

  private static Duration at(List<Duration> sorted, double share) {
    if (sorted.isEmpty()) {
      return Duration.ZERO;
    }
    return sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * share) - 1));
  }

  /** As cells of a table. */
  String cells() {
    return "%,d | %s | %s | %s".formatted(count, seconds(p50), seconds(p99), seconds(max));
  }

  static String seconds(Duration time) {
    return "%,.1f s".formatted(time.toMillis() / 1000.0);
  }
}
