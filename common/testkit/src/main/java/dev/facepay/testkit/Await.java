package dev.facepay.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, never for time to pass. */
public final class Await {

  /** Far beyond what anything here takes on a busy machine. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  /** What comes at once is seen at once; what takes long is not asked all the time. */
  private static final Duration LOOK_AGAIN_FIRST = Duration.ofMillis(1);

  private static final Duration LOOK_AGAIN_MAX = Duration.ofMillis(100);

  private Await() {}

  /**
   * Looks until it holds.
   *
   * @throws AssertionError after {@link #PATIENCE}
   */
  public static void until(String what, BooleanSupplier holds) {
    until(what, holds::getAsBoolean, seen -> seen);
  }

  /**
   * Looks until what is seen fits; an exception is a look that saw nothing.
   *
   * @throws AssertionError after {@link #PATIENCE}, with what was seen last
   */
  public static <T extends @Nullable Object> T until(
      String what, Callable<? extends T> look, Predicate<? super T> fits) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long pause = LOOK_AGAIN_FIRST.toNanos();
    Object last = "nothing";
    while (System.nanoTime() < deadline) {
      try {
        T seen = look.call();
        if (fits.test(seen)) {
          return seen;
        }
        last = seen;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for " + what, e);
      } catch (Exception e) {
        last = e;
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new AssertionError("interrupted while waiting for " + what);
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LOOK_AGAIN_MAX.toNanos());
    }
    throw new AssertionError("never came: " + what + "; last seen: " + last);
  }
}
