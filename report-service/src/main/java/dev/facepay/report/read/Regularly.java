package dev.facepay.report.read;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Counts now and then what metrics tell, on a thread of its own, while the service runs. */
public final class Regularly implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(Regularly.class);

  private final String name;
  private final Duration every;
  private final Timekeeper time;
  private final Runnable count;
  private volatile @Nullable Thread worker;

  /**
   * @param count may fail for an outage: it is counted again next time
   */
  public Regularly(String name, Duration every, Timekeeper time, Runnable count) {
    this.name = name;
    this.every = every;
    this.time = time;
    this.count = count;
  }

  private void work() {
    try {
      while (worker == Thread.currentThread()) {
        try {
          count.run();
        } catch (StoreUnavailable | IllegalStateException e) {
          LOG.debug("{}: not counted: {}", name, e.getMessage());
        }
        time.sleep(every);
      }
    } catch (InterruptedException e) {
      // Stopped.
    }
  }

  @Override
  public synchronized void start() {
    if (worker == null) {
      // Known before it runs: it stops when it finds that it is not the worker.
      Thread thread = Thread.ofVirtual().name(name).unstarted(this::work);
      worker = thread;
      thread.start();
    }
  }

  @Override
  public synchronized void stop() {
    Thread stopping = worker;
    worker = null;
    if (stopping != null) {
      stopping.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}
