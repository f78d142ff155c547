package dev.facepay.device;

import dev.facepay.device.time.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/** Time that moves only when a test lets it: tasks run on the test's thread, in their order. */
public final class ManualScheduler implements Scheduler {

  private final PriorityQueue<Planned> planned =
      new PriorityQueue<>(
          Comparator.comparing((Planned p) -> p.at).thenComparingLong(p -> p.number));
  private Instant now = Instant.parse("2026-11-22T02:00:00Z");
  private long numbers;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized Cancellable after(Duration delay, Runnable task) {
    Planned one = new Planned(now.plus(delay), numbers++, task);
    planned.add(one);
    return () -> remove(one);
  }

  /** Somebody else has let time pass, like a server that held a request. */
  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }

  /** Runs what is due within {@code time}; then that time has passed. */
  public void run(Duration time) {
    Instant until = now().plus(time);
    for (Planned next = due(until); next != null; next = due(until)) {
      next.task.run();
    }
    synchronized (this) {
      now = now.isBefore(until) ? until : now;
    }
  }

  /** Runs until it holds, for five minutes at most. */
  public void runUntil(BooleanSupplier holds) {
    Instant until = now().plus(Duration.ofMinutes(5));
    while (!holds.getAsBoolean()) {
      Planned next = due(until);
      if (next == null) {
        throw new AssertionError("it did not come to hold in five minutes");
      }
      next.task.run();
    }
  }

  /** The power goes. */
  public synchronized void forgetAll() {
    planned.clear();
  }

  private synchronized Planned due(Instant until) {
    Planned next = planned.peek();
    if (next == null || next.at.isAfter(until)) {
      return null;
    }
    planned.remove();
    now = next.at.isAfter(now) ? next.at : now;
    return next;
  }

  private synchronized void remove(Planned one) {
    planned.remove(one);
  }

  private record Planned(Instant at, long number, Runnable task) {}
}
