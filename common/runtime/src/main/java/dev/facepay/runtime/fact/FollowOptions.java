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
public record FollowOptions(
    Duration window, long recordsMax, Duration collect, CompletableFuture<Void> after) {

  public FollowOptions {
    if (recordsMax < 1) {
      throw new IllegalArgumentException("a follower reads back one record or more");
    }
  }

  /** All of the window, each fact at once, waiting for nothing. */
  public static FollowOptions back(Duration window) {
    return new FollowOptions(
        window, Long.MAX_VALUE, Duration.ZERO, CompletableFuture.completedFuture(null));
  }

  public FollowOptions atMost(long records) {
    return new FollowOptions(window, records, collect, after);
  }

  public FollowOptions collecting(Duration time) {
    return new FollowOptions(window, recordsMax, time, after);
  }

  public FollowOptions after(CompletableFuture<Void> first) {
    return new FollowOptions(window, recordsMax, collect, first);
  }
}
