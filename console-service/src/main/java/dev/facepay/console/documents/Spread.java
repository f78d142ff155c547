package dev.facepay.console.documents;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntToLongFunction;

/**
 * How many took how long, in classes each of which reaches 1.41 times as far as the one before: up
 * to 25 ms, 35 ms, 50 ms, …, 102 s; the last one has what took longer. Classes of any stretches and
 * places can be added up.
 */
final class Spread {

  private static final double FIRST_MS = 25;

  /** Classes a doubling. */
  private static final int FINENESS = 2;

  static final int CLASSES = 26;

  private Spread() {}

  /** A 1 in the class of one that took so long, behind zeros. */
  static List<Long> one(long ms) {
    List<Long> numbers = new ArrayList<>(Collections.nCopies(classOf(ms), 0L));
    numbers.add(1L);
    return numbers;
  }

  static int classOf(long ms) {
    int of = 0;
    while (of < CLASSES - 1 && ms > end(of)) {
      of++;
    }
    return of;
  }

  /** In milliseconds, and part of the class. */
  private static double end(int of) {
    return FIRST_MS * Math.pow(2, (double) of / FINENESS);
  }

  /**
   * In how many milliseconds that share of all was done: right to some 10 %, since within a class
   * all are taken to be spread evenly. Empty if there is none; of what took longer than 102 s that
   * bound.
   *
   * @param share above 0, to 1
   * @param counts how many are in each class
   */
  static OptionalLong within(double share, IntToLongFunction counts) {
    long all = 0;
    for (int of = 0; of < CLASSES; of++) {
      all += counts.applyAsLong(of);
    }
    if (all == 0) {
      return OptionalLong.empty();
    }
    double wanted = share * all;
    long before = 0;
    int of = 0;
    while (of < CLASSES - 1 && before + counts.applyAsLong(of) < wanted) {
      before += counts.applyAsLong(of);
      of++;
    }
    double begin = of == 0 ? 0 : end(of - 1);
    double end = of == CLASSES - 1 ? begin : end(of);
    return OptionalLong.of(
        Math.round(begin + (end - begin) * (wanted - before) / counts.applyAsLong(of)));
  }
}
