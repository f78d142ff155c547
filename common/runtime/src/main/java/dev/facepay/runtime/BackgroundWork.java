package dev.facepay.runtime;

import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Work on a thread of its own, from the service's start to its stop. */
public abstract class BackgroundWork implements SmartLifecycle {

  private final Thread.Builder threads;
  private volatile @Nullable Thread worker;

  /**
   * @param threads makes the thread, with its name
   */
  protected BackgroundWork(Thread.Builder threads) {
    this.threads = threads;
  }

  /** Returns when it is done, or soon after it is no longer {@link #wanted}. */
  protected abstract void work();

  /** False for a thread that was stopped, even if another one was started since. */
  protected final boolean wanted() {
    return worker == Thread.currentThread();
  }

  /** Makes the thread end soon; it is no longer {@link #wanted}. */
  protected void end(Thread stopping) {
    stopping.interrupt();
  }

  @Override
  public final synchronized void start() {
    if (worker == null) {
      // Known before it runs: it stops when it finds that it is not the worker.
      Thread thread = threads.unstarted(this::work);
      worker = thread;
      thread.start();
    }
  }

  @Override
  public final synchronized void stop() {
    Thread stopping = worker;
    worker = null;
    if (stopping != null) {
      end(stopping);
    }
  }

  @Override
  public final boolean isRunning() {
    return worker != null;
  }
}
