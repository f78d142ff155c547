package dev.facepay.runtime.due;

import dev.facepay.runtime.due.DueWorker.DueSettings;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks for due records, and the virtual threads that work on them. */
final class DueLoop {

  private static final Logger LOG = LoggerFactory.getLogger(DueLoop.class);

  /** With more due than a batch, only the worker's free places set the pace. */
  private static final Duration BACKLOG_PAUSE = Duration.ofMillis(50);

  private final String name;
  private final DueSettings settings;
  private final Predicate<Executor> poll;
  private final Runnable sweep;
  private volatile @Nullable Thread poller;
  private @Nullable ExecutorService workers;

  DueLoop(String name, DueSettings settings, Predicate<Executor> poll, Runnable sweep) {
    this.name = name;
    this.settings = settings;
    this.poll = poll;
    this.sweep = sweep;
  }

  synchronized void start() {
    if (poller != null) {
      return;
    }
    ExecutorService executor =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("due-" + name + "-", 0).factory());
    workers = executor;
    Thread thread =
        Thread.ofPlatform().name("due-" + name).daemon().unstarted(() -> loop(executor));
    poller = thread;
    thread.start();
  }

  private void loop(Executor executor) {
    long sweptAtNanos = System.nanoTime() - settings.sweepEvery().toNanos();
    try {
      while (Thread.currentThread() == poller) {
        boolean backlog = pollOnce(executor);
        if (System.nanoTime() - sweptAtNanos >= settings.sweepEvery().toNanos()) {
          sweep.run();
          sweptAtNanos = System.nanoTime();
        }
        Thread.sleep(backlog ? BACKLOG_PAUSE : settings.pollEvery());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever goes wrong, the loop lives on: nothing else would ever take the records up. */
  private boolean pollOnce(Executor executor) {
    try {
      return poll.test(executor);
    } catch (RuntimeException e) {
      LOG.error("looking for due records failed", e);
      return false;
    }
  }

  /** Takes up nothing new, waits for what is in flight, then interrupts it. */
  synchronized void stop() {
    Thread running = poller;
    ExecutorService executor = workers;
    if (running == null || executor == null) {
      return;
    }
    poller = null;
    workers = null;
    try {
      running.interrupt();
      running.join(settings.drainMax());
      executor.shutdown();
      if (!executor.awaitTermination(settings.drainMax().toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  boolean isRunning() {
    return poller != null;
  }
}
