package dev.facepay.bench;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A fixed number of requests under way, the next one as soon as one is answered: what the system
 * carries. A stall shows as fewer answers, not as a queue; for how it feels see {@link OpenLoop}.
 */
final class ClosedLoop {

  private final Target target;
  private final String prefix;
  private final int connections;
  private final Supplier<Course> courses;
  private final Consumer<Shot> answered;
  private final Semaphore free;
  private int sent;

  /**
   * @param prefix makes the order numbers of this loop its own
   * @param courses asked once for each request, by the sending thread
   * @param answered is told each first answer, on the thread that brings it: must not take long
   */
  ClosedLoop(
      Target target,
      String prefix,
      int connections,
      Supplier<Course> courses,
      Consumer<Shot> answered) {
    this.target = target;
    this.prefix = prefix;
    this.connections = connections;
    this.courses = courses;
    this.answered = answered;
    this.free = new Semaphore(connections);
  }

  /**
   * Sends so many; the last ones may still be under way when it returns.
   *
   * @param patience how long all connections may be busy without one answer
   * @return whether all were sent
   */
  boolean send(int count, Duration patience) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      if (!free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
      int number = sent++;
      long now = System.nanoTime();
      Shot shot = new Shot(number, prefix + number, now, courses.get(), this::done);
      shot.sent(now);
      target.fire(shot);
    }
    return true;
  }

  /** Waits until nothing is under way; false if something still is after that time. */
  boolean drain(Duration patience) throws InterruptedException {
    boolean all = free.tryAcquire(connections, patience.toMillis(), TimeUnit.MILLISECONDS);
    if (all) {
      free.release(connections);
    }
    return all;
  }

  private void done(Shot shot) {
    answered.accept(shot);
    free.release();
  }
}
