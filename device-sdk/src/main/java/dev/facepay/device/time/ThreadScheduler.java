package dev.facepay.device.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread. What is scheduled after {@link #close} is not run. */
public final class ThreadScheduler implements Scheduler, AutoCloseable {

  private final ScheduledThreadPoolExecutor thread;

  /**
   * @param name of the thread
   */
  public ThreadScheduler(String name) {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, name);
              made.setDaemon(true);
              return made;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Cancellable after(Duration delay, Runnable task) {
    try {
      Future<?> planned = thread.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> planned.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {};
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }

  /** A task that fails is a bug: it is told as one, where the executor would keep it to itself. */
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      Thread current = Thread.currentThread();
      Thread.UncaughtExceptionHandler handler = current.getUncaughtExceptionHandler();
      if (handler != null) {
        handler.uncaughtException(current, e);
      }
    }
  }
}
