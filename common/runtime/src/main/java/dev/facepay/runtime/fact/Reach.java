package dev.facepay.runtime.fact;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * How a {@link LogFollower} reads.
 *
 * @param window how far before now it begins, or {@link LogFollower#FROM_THE_BEGINNING}
 * @param recordsMax of each topic, how many records before its end it begins at most, spread evenly
 *     over the partitions: what a start costs must not depend on how much was sold
 * @param collect how long the broker may collect before it answers a fetch; zero: each fact at
 *     once. A reader without hurry saves the broker and itself a fetch a fact
 * @param after what must be done first: facts that make others not worth decoding
 */
public record Reach(
    Duration window, long recordsMax, Duration collect, CompletableFuture<Void> after) {

  public Reach {
    if (recordsMax < 1) {
      throw new IllegalArgumentException("a follower reads back one record or more");
    }
  }

  /** All of the window, each fact at once, waiting for nothing. */
  public static Reach back(Duration window) {
    return new Reach(
        window, Long.MAX_VALUE, Duration.ZERO, CompletableFuture.completedFuture(null));
  }

  public Reach atMost(long records) {
    return new Reach(window, records, collect, after);
  }

  public Reach collecting(Duration time) {
    return new Reach(window, recordsMax, time, after);
  }

  public Reach after(CompletableFuture<Void> first) {
    return new Reach(window, recordsMax, collect, first);
  }
}
