package dev.facepay.device.time;

import java.time.Duration;
import java.time.Instant;

/**
 * The terminal's one thread and its clock. Tasks run one after the other, in the order of their
 * times, never on the caller's stack.
 */
public interface Scheduler {

  Instant now();

  /** Runs the task once, {@code delay} from now (zero or more). Callable from any thread. */
  Cancellable after(Duration delay, Runnable task);

  /** Runs the task as soon as the thread is free. Callable from any thread. */
  default void soon(Runnable task) {
    after(Duration.ZERO, task);
  }

  /** What has been scheduled and may still be taken back. */
  interface Cancellable {
    void cancel();
  }
}
