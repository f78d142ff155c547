package dev.facepay.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Waits for a condition, never for time to pass: Awaitility, with one patience for all tests. */
public final class Await {

  /** Far beyond what anything here takes on a busy machine. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  private Await() {}

  /**
   * Looks until it holds.
   *
   * @throws org.awaitility.core.ConditionTimeoutException after {@link #PATIENCE}
   */
  public static void until(String what, BooleanSupplier holds) {
    until(what, holds::getAsBoolean, seen -> seen);
  }

  /**
   * Looks until what is seen fits; an exception is a look that saw nothing.
   *
   * @throws org.awaitility.core.ConditionTimeoutException after {@link #PATIENCE}, with what was
   *     seen last
   */
  public static <T extends @Nullable Object> T until(
      String what, Callable<? extends T> look, Predicate<? super T> fits) {
    return Awaitility.await(what)
        .atMost(PATIENCE)
        .ignoreExceptions()
        .pollDelay(Duration.ZERO)
        // What comes at once is seen at once; what takes long is not asked all the time.
        .pollInterval((looks, _) -> Duration.ofMillis(Math.min(1L << Math.min(looks, 7), 100)))
        .pollInSameThread()
        .until(look::call, fits);
  }
}
