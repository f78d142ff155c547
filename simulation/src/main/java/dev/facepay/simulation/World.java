package dev.facepay.simulation;

import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The clock, what will happen when, and the one source of chance: a seed makes the same world
 * again. Everything runs in turn, either here in the scheduler or in the one fiber that holds the
 * baton.
 */
final class World {

  /** A device's morning; what matters is only that it is the same in each run. */
  private static final Instant START = Instant.parse("2026-11-22T02:00:00Z");

  private record Event(long at, long order, Runnable run) {}

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private final Semaphore scheduler = new Semaphore(0);
  private final SplittableRandom random;
  private final Twists twists;
  private final boolean tracing;
  private final List<String> trace = new ArrayList<>();
  private @Nullable Fiber current;
  private long now;
  private Runnable watcher = () -> {};
  private long sequence;
  private long steps;

  World(long seed, Twists twists, boolean tracing) {
    this.random = new SplittableRandom(seed);
    this.twists = twists;
    this.tracing = tracing;
  }

  /** Milliseconds since the start: the true time, which no process knows. */
  long now() {
    return now;
  }

  static Instant instant(long ms) {
    return START.plusMillis(ms);
  }

  static long millis(Instant instant) {
    return millis(instant.toEpochMilli());
  }

  static long millis(long epochMs) {
    return epochMs - START.toEpochMilli();
  }

  void at(long time, Runnable run) {
    events.add(new Event(Math.max(time, now), sequence++, run));
  }

  void after(long ms, Runnable run) {
    at(now + ms, run);
  }

  /** Looks at the world after each step; throws if it may not go on. */
  void watch(Runnable look) {
    watcher = look;
  }

  /** Lets happen what is due until then. */
  void runUntil(long time) {
    while (!events.isEmpty() && events.peek().at <= time) {
      Event next = events.remove();
      now = next.at;
      steps++;
      next.run.run();
      watcher.run();
    }
    now = Math.max(now, time);
  }

  /** In the scheduler: the fiber runs until it waits again, or ends. */
  void resume(Fiber fiber) {
    Fiber before = current;
    current = fiber;
    fiber.run();
    scheduler.acquireUninterruptibly();
    current = before;
    Throwable failure = fiber.failure();
    if (failure instanceof AssertionError broken) {
      throw broken;
    }
    if (failure != null) {
      throw new AssertionError("thread " + fiber.name() + " died", failure);
    }
  }

  /** In a fiber: the baton goes back. */
  void handBack() {
    scheduler.release();
  }

  /** The fiber that runs now. */
  Fiber current() {
    Fiber fiber = current;
    if (fiber == null) {
      throw new IllegalStateException("no fiber runs");
    }
    return fiber;
  }

  StoreUnavailable interruptedStore() {
    return new StoreUnavailable("interrupted", new InterruptedException());
  }

  /** Whether that happens now, which is not the ordinary course. */
  boolean twist(String name, double probability) {
    boolean happens = twists.happens(name, probability);
    if (happens) {
      trace(() -> "TWIST " + twists.taken().getLast());
    }
    return happens;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Both ends included. */
  long between(long low, long high) {
    return random.nextLong(low, high + 1);
  }

  <T> T oneOf(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  SplittableRandom split() {
    return random.split();
  }

  long steps() {
    return steps;
  }

  void trace(Supplier<String> line) {
    if (tracing) {
      trace.add("%,12.3f s  %s".formatted(now / 1000.0, line.get()));
    }
  }

  List<String> trace() {
    return trace;
  }
}
