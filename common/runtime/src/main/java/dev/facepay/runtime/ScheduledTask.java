package dev.facepay.runtime;

import dev.facepay.runtime.Outage.Cause;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does one thing again and again, on a thread of its own, while the service runs. */
public final class ScheduledTask extends BackgroundWork {

  private static final Logger LOG = LoggerFactory.getLogger(ScheduledTask.class);

  private final String name;
  private final Duration every;
  private final Timekeeper time;
  private final Task task;
  private @Nullable String trouble;

  /** What is done; whatever it fails with, it is done again next time. */
  @FunctionalInterface
  public interface Task {
    void run() throws InterruptedException;
  }

  /**
   * @param name of the thread, and in the log
   * @param every the pause between the end of one run and the next; the first is at the start
   */
  public ScheduledTask(String name, Duration every, Timekeeper time, Task task) {
    super(Thread.ofVirtual().name(name));
    this.name = name;
    this.every = every;
    this.time = time;
    this.task = task;
  }

  @Override
  protected void work() {
    try {
      while (wanted()) {
        runOnce();
        time.sleep(every);
      }
    } catch (InterruptedException e) {
      // Stopped.
    }
  }

  private void runOnce() throws InterruptedException {
    try {
      task.run();
      trouble = null;
    } catch (Outage e) {
      tell(Cause.oneLine(e));
    } catch (RuntimeException e) {
      LOG.error("event=run-broke task={}", name, e);
    }
  }

  /** An outage is one line, however long it takes. */
  private void tell(String outage) {
    if (!outage.equals(trouble)) {
      LOG.warn("event=run-waits task={} error=\"{}\": trying on", name, outage);
    }
    trouble = outage;
  }
}
