package dev.facepay.http;

import java.time.Duration;
import java.time.InstantSource;

/** A bounded number of log lines in each stretch of time, for what strangers can cause at will. */
public final class BoundedLines {

  private final int max;
  private final long stretchMs;
  private final InstantSource clock;
  private long stretch;
  private int lines;
  private long silent;

  /**
   * @param max how many lines a stretch has at most
   * @param stretch how long one is, a millisecond at least
   */
  public BoundedLines(int max, Duration stretch, InstantSource clock) {
    this.max = max;
    this.stretchMs = stretch.toMillis();
    this.clock = clock;
  }

  /**
   * @return how many had no line before this one; -1 if this one gets none
   */
  public synchronized long next() {
    long now = clock.millis() / stretchMs;
    if (now != stretch) {
      stretch = now;
      lines = 0;
    }
    if (++lines > max) {
      silent++;
      return -1;
    }
    long before = silent;
    silent = 0;
    return before;
  }
}
