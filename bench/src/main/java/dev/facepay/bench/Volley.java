package dev.facepay.bench;

import java.util.List;

/**
 * What came of one stretch of steady load.
 *
 * @param shots in the order of the schedule
 * @param overrun whether it was cut short, since more was open than the generator holds
 * @param cpuNanos that this process used, until the last answer
 * @param othersCores cores that other processes of the machine kept busy meanwhile
 */
record Volley(
    List<Shot> shots,
    long startNanos,
    long endNanos,
    boolean overrun,
    long cpuNanos,
    double othersCores) {

  /** The first second is left out: answers need a moment to begin. */
  private static final long SETTLING_NANOS = 1_000_000_000L;

  /** Requests due a second. */
  double offered() {
    long from = from();
    return perSecond(shots.stream().filter(s -> s.dueNanos() >= from).count());
  }

  /** Answers a second while the load lasted. */
  double completed() {
    long from = from();
    return perSecond(
        shots.stream()
            .filter(s -> s.isDone() && s.doneNanos() >= from && s.doneNanos() < endNanos)
            .filter(s -> s.answer() != Answer.ERROR && s.answer() != Answer.REFUSED)
            .count());
  }

  private long from() {
    return startNanos + Math.min(SETTLING_NANOS, (endNanos - startNanos) / 4);
  }

  private double perSecond(long count) {
    return count * 1e9 / Math.max(1, endNanos - from());
  }
}
