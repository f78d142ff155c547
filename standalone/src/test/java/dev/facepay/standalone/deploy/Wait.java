package dev.facepay.standalone.deploy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what is seen, never for time to pass. */
final class Wait {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

  private Wait() {}

  static <T> void until(String what, Callable<T> look, Predicate<? super T> fits) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Object last = "nothing";
    while (System.nanoTime() < deadline) {
      try {
        T seen = look.call();
        if (fits.test(seen)) {
          return;
        }
        last = seen;
      } catch (IllegalStateException | IOException e) {
        last = e;
      }
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
    }
    throw new AssertionError("never came: " + what + "; last seen: " + last);
  }
}
