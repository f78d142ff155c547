package dev.facepay.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Runs history after history, one on each processor; each is a world of its own. */
final class Seeds {

  private final Plant plant;
  private final Set<String> ignored;
  private final Occurrences marks = new Occurrences();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong steps = new AtomicLong();
  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private long next;

  /** A seed that breaks an invariant. */
  record Failure(long seed, Violation violation, List<String> twists) {}

  Seeds(long first, Plant plant, Set<String> ignored) {
    this.next = first;
    this.plant = plant;
    this.ignored = ignored;
  }

  /** Until the count is reached, the time is over, or an invariant is broken. */
  void run(long count, Duration time) {
    run(count, time, time, () -> {});
  }

  /**
   * @param tell is called in between, that often
   */
  void run(long count, Duration time, Duration tellEvery, Runnable tell) {
    long first = next;
    long deadline = System.nanoTime() + time.toNanos();
    Workers.each(
        n -> n < count && System.nanoTime() < deadline && holds(first + n), tellEvery, tell);
    next = first + count;
  }

  private boolean holds(long seed) {
    if (!failures.isEmpty()) {
      return false;
    }
    History.Result result = run(seed);
    result
        .violation()
        .ifPresent(it -> failures.add(new Failure(seed, it, result.twists().taken())));
    steps.addAndGet(result.steps());
    done.incrementAndGet();
    return true;
  }

  private History.Result run(long seed) {
    try {
      return History.run(seed, plant, ignored, marks, false);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  Optional<Failure> failure() {
    return Optional.ofNullable(failures.peek());
  }

  long done() {
    return done.get();
  }

  long steps() {
    return steps.get();
  }

  Occurrences marks() {
    return marks;
  }
}
