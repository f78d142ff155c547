package dev.facepay.chaos;

import java.time.Duration;
import java.util.Set;

/**
 * Something that is broken for a while.
 *
 * @param kind what is done, in a word or two
 * @param target whom it hits
 * @param holds what nobody else may break meanwhile
 * @param lasts from its beginning to its end
 */
record Strike(String kind, String target, Set<String> holds, Duration lasts, Step begin, Step end) {

  /** Whoever holds this is alone: nothing else is broken meanwhile. */
  static final String EVERYTHING = "everything";

  boolean alone() {
    return holds.contains(EVERYTHING);
  }

  /** May fail where the thing that is broken is gone. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }
}
