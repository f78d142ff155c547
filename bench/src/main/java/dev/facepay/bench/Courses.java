package dev.facepay.bench;

import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Which payments go otherwise than well.
 *
 * @param unclear share whose answer is lost after the charge
 * @param refused share that the gateway refuses
 * @param abandoned share that is never paid, and reversed
 */
record Courses(double unclear, double refused, double abandoned) {

  private static final long SEED = 1;

  Courses {
    if (unclear < 0 || refused < 0 || abandoned < 0 || unclear + refused + abandoned > 1) {
      throw new IllegalArgumentException("shares are 0 or more and at most 1 together");
    }
  }

  /** At random, the same in each run; for one thread. */
  Supplier<Course> inTurn() {
    SplittableRandom random = new SplittableRandom(SEED);
    return () -> {
      double at = random.nextDouble();
      if (at < unclear) {
        return Course.ANSWER_LOST;
      }
      if (at < unclear + refused) {
        return Course.REFUSED;
      }
      return at < unclear + refused + abandoned ? Course.ABANDONED : Course.PAID;
    };
  }
}
