package dev.facepay.standalone.journey;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, never for time to pass. */
public final class Await {

  /** Far beyond what anything here takes on a busy machine. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private Await() {}

  /**
   * Looks until what is seen fits; an exception is a look that saw nothing.
   *
   * @throws AssertionError after {@link #PATIENCE}, with what was seen last
   */
  public static <T extends @Nullable Object> T until(
      String what, Callable<? extends T> look, Predicate<? super T> fits) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
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
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw new AssertionError("never came: " + what + "; last seen: " + last);
  }
}
