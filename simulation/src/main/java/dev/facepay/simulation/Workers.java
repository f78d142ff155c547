package dev.facepay.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One worker on each processor. Virtual threads: the worlds that they run in hand a baton from
 * virtual thread to virtual thread all the time, which costs ten times as much from any other.
 */
final class Workers {

  private static final Duration SELDOM = Duration.ofDays(1);

  private Workers() {}

  /** Calls it with 0, 1, 2…, each once, until it says that it is enough. */
  static void each(LongPredicate goOn) {
    each(goOn, SELDOM, () -> {});
  }

  /**
   * @param tell is called in between, that often
   */
  static void each(LongPredicate goOn, Duration tellEvery, Runnable tell) {
    AtomicLong next = new AtomicLong();
    AtomicReference<@Nullable Throwable> bug = new AtomicReference<>();
    Runnable work =
        () -> {
          try {
            boolean more = true;
            while (more && bug.get() == null) {
              more = goOn.test(next.getAndIncrement());
            }
          } catch (RuntimeException | Error e) {
            bug.compareAndSet(null, e);
          }
        };
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      workers.add(Thread.ofVirtual().start(work));
    }
    try {
      for (Thread worker : workers) {
        while (!worker.join(tellEvery)) {
          tell.run();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (bug.get() != null) {
      throw new AssertionError("the simulation itself failed", bug.get());
    }
  }
}
