package dev.facepay.edge.payments;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How many answers a second the pay stage gives this instance, and how many payments may stand
 * before it by that: as many as are answered within the wait that is allowed, and twice as many as
 * WeChat itself has in hand, so that there is room to grow when it slows down.
 *
 * <p>The time that a payment takes as a whole says nothing: it is WeChat's slowness or our queue.
 * So it is not looked at, and WeChat's part is what the pay stage says of each call.
 *
 * <p>Not thread-safe.
 */
final class Pace {

  /**
   * The best second of so many counts: less was asked for in the others, or a collection paused.
   */
  private static final int SECONDS = 10;

  /** Of each answer in the mean of WeChat's time: it follows within some fifty answers. */
  private static final double WEIGHT = 1 / 32.0;

  private static final Duration COME_AGAIN_MAX = Duration.ofSeconds(10);

  private final IntakeSettings settings;
  private final int max;
  private final Duration lapseMax;
  private final int[] answers = new int[SECONDS];
  private final long[] seconds = new long[SECONDS];
  private double gatewaySeconds;

  /**
   * @param max whatever the pace
   * @param lapseMax the longest that a payment counts which is not answered
   */
  Pace(IntakeSettings settings, int max, Duration lapseMax) {
    this.settings = settings;
    this.max = max;
    this.lapseMax = lapseMax;
    Arrays.fill(seconds, Long.MIN_VALUE);
  }

  /**
   * @param gateway what WeChat took of it; zero if nobody says
   */
  void answered(Instant now, Duration gateway) {
    long second = now.getEpochSecond();
    int cell = (int) Math.floorMod(second, (long) SECONDS);
    if (seconds[cell] != second) {
      seconds[cell] = second;
      answers[cell] = 0;
    }
    answers[cell]++;
    gatewaySeconds += (gateway.toMillis() / 1000.0 - gatewaySeconds) * WEIGHT;
  }

  /** Of the best second of the last ones; 0 if there was no answer in them. */
  int perSecond(Instant now) {
    int best = 0;
    for (int cell = 0; cell < SECONDS; cell++) {
      if (seconds[cell] > now.getEpochSecond() - SECONDS) {
        best = Math.max(best, answers[cell]);
      }
    }
    return best;
  }

  /** How many may stand before the pay stage. */
  int limit(Instant now) {
    double within = settings.queueWithin().toMillis() / 1000.0 + 2 * gatewaySeconds;
    double room = Math.ceil(perSecond(now) * within);
    return (int) Math.min(max, Math.max(settings.min(), room));
  }

  /** When a device that is refused shall come again: whole seconds, 1 to 10. */
  long comeAgainSeconds(int standing, Instant now) {
    Duration wait = toAnswer(standing, now);
    Duration bounded = wait.compareTo(COME_AGAIN_MAX) < 0 ? wait : COME_AGAIN_MAX;
    return Math.max(1, bounded.toSeconds());
  }

  private Duration toAnswer(long payments, Instant now) {
    int perSecond = perSecond(now);
    return perSecond == 0 ? lapseMax : Duration.ofMillis(payments * 1000 / perSecond);
  }
}
