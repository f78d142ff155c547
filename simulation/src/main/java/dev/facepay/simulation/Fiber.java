package dev.facepay.simulation;

import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs only while it holds the baton: it gets it from the scheduler and gives it back
 * at each port that it calls, so that at any moment one thread runs in the whole world.
 */
final class Fiber {

  private final World world;
  private final Node node;
  private final String name;
  private final Semaphore baton = new Semaphore(0);
  private long waits;
  private @Nullable Object value;
  private @Nullable Throwable error;
  private @Nullable Throwable failure;
  private boolean killed;
  private boolean ended;
  private boolean interruptible;
  private boolean waiting;

  Fiber(World world, Node node, String name) {
    this.world = world;
    this.node = node;
    this.name = name;
  }

  /** What a fiber does. */
  @FunctionalInterface
  interface Body {
    void run() throws InterruptedException;
  }

  void start(Body body) {
    Thread.ofVirtual().name(name).start(() -> live(body));
  }

  private void live(Body body) {
    baton.acquireUninterruptibly();
    try {
      if (!killed) {
        body.run();
      }
    } catch (Crash | InterruptedException e) {
      // Ended by its process.
    } catch (Throwable e) {
      failure = e;
    } finally {
      ended = true;
      node.forget(this);
      world.handBack();
    }
  }

  /** In the scheduler: lets the thread run until it gives the baton back. */
  void run() {
    baton.release();
  }

  /** In the thread: gives the baton back until {@link #wake}. */
  private void pass() {
    world.handBack();
    baton.acquireUninterruptibly();
    if (killed) {
      throw new Crash();
    }
  }

  /** In the thread: a new wait begins; who wants to end it needs its number. */
  long beginWait(boolean canBeInterrupted) {
    if (killed || !node.alive()) {
      throw new Crash();
    }
    interruptible = canBeInterrupted;
    waiting = true;
    return ++waits;
  }

  /** In the thread: what the wait came to. */
  @Nullable Object await() throws Throwable {
    pass();
    Throwable thrown = error;
    Object result = value;
    error = null;
    value = null;
    if (thrown != null) {
      throw thrown;
    }
    return result;
  }

  /** In the scheduler: ends that wait, unless it is over; later if the process is paused. */
  void wake(long wait, @Nullable Object result, @Nullable Throwable thrown) {
    if (ended || killed || !waiting || waits != wait) {
      return;
    }
    if (node.isPaused()) {
      world.at(node.pausedUntil(), () -> wake(wait, result, thrown));
      return;
    }
    waiting = false;
    value = result;
    error = thrown;
    world.resume(this);
  }

  /** In the scheduler: as {@code Thread.interrupt} would. */
  void interrupt() {
    wake(waits, null, interruptible ? new InterruptedException() : world.interruptedStore());
  }

  void kill() {
    if (!ended) {
      killed = true;
      world.resume(this);
    }
  }

  long currentWait() {
    return waits;
  }

  boolean ended() {
    return ended;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  Node node() {
    return node;
  }

  String name() {
    return name;
  }
}
