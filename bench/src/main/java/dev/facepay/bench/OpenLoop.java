package dev.facepay.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at the instants of a Poisson process with a fixed seed, whatever becomes of them: a
 * system that stalls is sent the next ones all the same, and each is timed from when it was due.
 */
final class OpenLoop {

  /** Beyond this the result is clear, and memory and sockets are not for that. */
  private static final int OPEN_MAX = 8_000;

  private static final Duration DRAIN_MAX = Duration.ofSeconds(40);
  private static final long HEAD_START_NANOS = 20_000_000;

  private final Machine machine;
  private final String run;
  private int volleys;

  /**
   * @param run makes the order numbers of this run its own
   */
  OpenLoop(Machine machine, String run) {
    this.machine = machine;
    this.run = run;
  }

  /**
   * @param unclearShare of the requests, at random
   */
  Volley fire(Target target, double perSecond, Duration length, long seed, double unclearShare)
      throws InterruptedException {
    String prefix = run + Integer.toString(volleys++, 36) + "-";
    SplittableRandom random = new SplittableRandom(seed);
    AtomicInteger open = new AtomicInteger();
    List<Shot> shots = new ArrayList<>((int) (perSecond * length.toSeconds() * 1.1) + 16);
    Machine.Usage before = machine.usage();
    long start = System.nanoTime() + HEAD_START_NANOS;
    long end = start + length.toNanos();
    long due = start + gap(random, perSecond);
    while (due < end && open.get() < OPEN_MAX) {
      boolean unclear = unclearShare > 0 && random.nextDouble() < unclearShare;
      Course course = unclear ? Course.PASSWORD : Course.PAID;
      Shot shot =
          new Shot(shots.size(), prefix + shots.size(), due, course, it -> open.decrementAndGet());
      shots.add(shot);
      open.incrementAndGet();
      sleepUntil(due);
      shot.sent(System.nanoTime());
      target.fire(shot);
      due += gap(random, perSecond);
    }
    boolean overrun = due < end;
    long stopped = overrun ? System.nanoTime() : end;
    drain(open);
    Machine.Usage used = machine.usage().since(before);
    shots.forEach(shot -> shot.finish(Answer.ERROR));
    target.settle(shots);
    return new Volley(shots, start, stopped, overrun, used.processNanos(), used.othersCores());
  }

  private static long gap(SplittableRandom random, double perSecond) {
    return (long) (-Math.log(1 - random.nextDouble()) / perSecond * 1e9);
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    while (left > 0) {
      LockSupport.parkNanos(left);
      if (Thread.interrupted()) {
        throw new InterruptedException("the generator was told to stop");
      }
      left = nanos - System.nanoTime();
    }
  }

  private static void drain(AtomicInteger open) throws InterruptedException {
    long deadline = System.nanoTime() + DRAIN_MAX.toNanos();
    while (open.get() > 0 && System.nanoTime() < deadline) {
      Thread.sleep(5);
    }
  }
}
