package dev.facepay.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The clock that is handed in, and the waiting that goes with it. Times are whole milliseconds. */
public interface Timekeeper extends InstantSource {

  /** Returns at or after {@code due}; at once if it is past. */
  void sleepUntil(Instant due) throws InterruptedException;

  /**
   * As {@link #sleepUntil(Instant)}, but a clock that can returns early when {@code wake} is
   * raised.
   */
  default void sleepUntil(Instant due, Signal wake) throws InterruptedException {
    if (!wake.isRaised()) {
      sleepUntil(due);
    }
  }

  /** So long, whatever is done to the clock meanwhile. */
  default void sleep(Duration time) throws InterruptedException {
    sleepUntil(instant().plus(time));
  }

  /** The machine's clock and real sleeping: meant for virtual threads. */
  static Timekeeper system() {
    return new Timekeeper() {
      @Override
      public Instant instant() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
      }

      @Override
      public void sleep(Duration time) throws InterruptedException {
        Thread.sleep(time);
      }

      @Override
      public void sleepUntil(Instant due) throws InterruptedException {
        sleepUntil(due, new Signal());
      }

      @Override
      public void sleepUntil(Instant due, Signal wake) throws InterruptedException {
        Duration left = Duration.between(Instant.now(), due);
        while (left.isPositive() && !wake.await(left)) {
          left = Duration.between(Instant.now(), due);
        }
      }
    };
  }

  static Timekeeper of(InstantSource source, Sleeper sleeper) {
    return new Timekeeper() {
      @Override
      public Instant instant() {
        return source.instant().truncatedTo(ChronoUnit.MILLIS);
      }

      @Override
      public void sleepUntil(Instant due) throws InterruptedException {
        sleeper.sleepUntil(due);
      }
    };
  }

  /** How to wait, without the clock. */
  @FunctionalInterface
  interface Sleeper {
    void sleepUntil(Instant due) throws InterruptedException;
  }

  /** Raised once, stays raised: wakes who waits for it. */
  final class Signal {

    private final CountDownLatch raised = new CountDownLatch(1);

    public void raise() {
      raised.countDown();
    }

    public boolean isRaised() {
      return raised.getCount() == 0;
    }

    /** True if it was raised, false if the time was over first. */
    public boolean await(Duration time) throws InterruptedException {
      return raised.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
