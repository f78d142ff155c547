package dev.facepay.simulation;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;

/**
 * How long it takes until it is proved that a payment which never reached WeChat is charged
 * nothing, while queries say nothing now and then; all of its times are simulated.
 */
record Settling(long payments, Duration median, Duration p99, Duration max) {

  /** As much as was once measured at an overloaded gateway. */
  private static final double SAYS_NOTHING = 0.06;

  private static final Duration SOON = Duration.ofMinutes(15);

  private static final String SILENT = "fault: a query that says nothing";

  /** Throws what broke an invariant: nobody must be called for any of these. */
  static Settling measure(long payments, long firstSeed) {
    long[] ms = new long[(int) payments];
    Workers.each(
        n -> {
          if (n < payments) {
            ms[(int) n] = settledAfterMs(firstSeed + n);
          }
          return n < payments;
        });
    Arrays.sort(ms);
    return new Settling(payments, at(ms, 0.5), at(ms, 0.99), at(ms, 1));
  }

  private static Duration at(long[] sorted, double share) {
    int rank = (int) Math.ceil(share * sorted.length);
    return Duration.ofMillis(sorted[Math.max(rank, 1) - 1]);
  }

  private static long settledAfterMs(long seed) {
    Twists.Choice random = Twists.random(seed);
    History.Result result =
        History.run(
            seed,
            (name, time, _) -> name.equals(SILENT) && random.takes(name, time, SAYS_NOTHING),
            _ -> Shape.neverReached(),
            Plant.NONE,
            Set.of(),
            new Occurrences(),
            false);
    result
        .violation()
        .ifPresent(
            it -> {
              throw it;
            });
    return result.settledAfterMs().values().iterator().next();
  }

  /** As it must be: a person at the till and in the office waits for it. */
  boolean isSoonEnough() {
    return p99.compareTo(SOON) <= 0;
  }

  String text() {
    return (isSoonEnough() ? "" : "TOO SLOW: ")
        + "settled after (simulated): median %s, p99 %s, longest %s, of %,d payments that never"
            .formatted(minutes(median), minutes(p99), minutes(max), payments)
        + " reached WeChat, 6 % of queries saying nothing";
  }

  private static String minutes(Duration time) {
    return "%d:%02d min".formatted(time.toMinutes(), time.toSecondsPart());
  }
}
