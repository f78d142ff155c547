package dev.facepay.simulation;

import dev.facepay.simulation.check.Violation;
import dev.facepay.simulation.world.Marks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Runs history after history, several side by side; each is a world of its own. */
final class Seeds {

  private final Plant plant;
  private final Set<String> ignored;
  private final Marks marks = new Marks();
  private final AtomicLong next;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<Throwable> bugs = new ConcurrentLinkedQueue<>();

  /** A seed that breaks an invariant. */
  record Failure(long seed, Violation violation) {}

  Seeds(long first, Plant plant, Set<String> ignored) {
    this.next = new AtomicLong(first);
    this.plant = plant;
    this.ignored = ignored;
  }

  /** Until the count is reached, the time is over, or an invariant is broken. */
  void run(long count, Duration time) {
    long end = next.get() + count;
    long deadline = System.nanoTime() + time.toNanos();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
      workers.add(Thread.ofVirtual().start(() -> work(end, deadline)));
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!bugs.isEmpty()) {
      throw new AssertionError("the simulation itself failed", bugs.peek());
    }
  }

  private void work(long end, long deadline) {
    while (failures.isEmpty() && bugs.isEmpty() && System.nanoTime() < deadline) {
      long seed = next.getAndUpdate(n -> Math.min(n + 1, end));
      if (seed >= end) {
        return;
      }
      try {
        History.Result result = History.run(seed, plant, ignored, marks, false);
        result.violation().ifPresent(v -> failures.add(new Failure(seed, v)));
        steps.addAndGet(result.steps());
        done.incrementAndGet();
      } catch (RuntimeException | Error e) {
        bugs.add(new AssertionError("seed " + seed, e));
      }
    }
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failures.peek());
  }

  /** What a person needs: the seed, what happened in it, and how to see it again. */
  String report(Failure failure) {
    History.Result again = History.run(failure.seed(), plant, ignored, new Marks(), true);
    return """
    %s
    seed %d, after %,d histories. Its schedule:
    %s
    Again: mvn -pl simulation -am test -Dtest=HistoryTest -Dsurefire.failIfNoSpecifiedTests=false
      -Dsimulation.seed=%d -Dsimulation.seeds=1
    """
        .formatted(
            failure.violation().getMessage(),
            failure.seed(),
            done(),
            String.join("\n", again.trace()),
            failure.seed());
  }

  long done() {
    return done.get();
  }

  long steps() {
    return steps.get();
  }

  Marks marks() {
    return marks;
  }
}
