package dev.facepay.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that a test moves by hand; who sleeps on it wakes when the test has moved it far enough.
 */
public final class TestTime implements InstantSource {

  public static final Instant START = Instant.parse("2026-11-22T02:00:00Z");

  private Instant now = START;
  private int sleeping;

  @Override
  public synchronized Instant instant() {
    return now;
  }

  public synchronized void advance(Duration by) {
    now = now.plus(by);
    notifyAll();
  }

  public synchronized void sleepUntil(Instant due) throws InterruptedException {
    sleeping++;
    notifyAll();
    try {
      while (now.isBefore(due)) {
        wait();
      }
    } finally {
      sleeping--;
    }
  }

  /** Returns when that many threads sleep on this clock: then it is time to advance. */
  public synchronized void awaitSleepers(int count) throws InterruptedException {
    while (sleeping < count) {
      wait();
    }
  }
}
