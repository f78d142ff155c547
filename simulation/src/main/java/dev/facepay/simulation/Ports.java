package dev.facepay.simulation;

import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.simulation.Trouble.Fate;
import dev.facepay.simulation.Trouble.Strike;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the threads of one process reach the world: each call is a place where anything may happen.
 */
final class Ports {

  private final World world;
  private final Trouble trouble;
  private final Node node;

  Ports(World world, Trouble trouble, Node node) {
    this.world = world;
    this.trouble = trouble;
    this.node = node;
  }

  /**
   * A call to a database.
   *
   * @param effect what it does there; is told when its caller will know
   */
  <T> T store(String what, Supplier<String> told, LongFunction<T> effect) {
    try {
      return call("store", what, told, effect, false);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  void publish(String what, Supplier<String> told, Runnable effect) throws InterruptedException {
    call(
        "publish",
        what,
        told,
        _ -> {
          effect.run();
          return true;
        },
        true);
  }

  @SuppressWarnings("unchecked")
  private <T> T call(
      String kind, String what, Supplier<String> told, LongFunction<T> effect, boolean interrupts)
      throws InterruptedException {
    Fiber fiber = world.current();
    long wait = fiber.beginWait(interrupts);
    Strike strike = trouble.strike(kind);
    boolean onItsWay = trouble.onItsWay();
    stop(strike == Strike.CRASH_BEFORE, strike == Strike.PAUSE_BEFORE);
    Fate fate = trouble.fate(kind);
    Runnable apply =
        () -> {
          long back = trouble.latency();
          @Nullable T result =
              fate == Fate.NOT_DONE_AND_FAILED ? null : effect.apply(world.now() + back);
          world.trace(
              () ->
                  "%s %s %s -> %s%s"
                      .formatted(
                          fiber.name(), what, told.get(), result, fate == Fate.DONE ? "" : fate));
          stop(strike == Strike.CRASH_AFTER, strike == Strike.PAUSE_AFTER);
          Throwable error = fate == Fate.DONE ? null : outage(kind);
          world.after(back, () -> fiber.wake(wait, result, error));
        };
    world.after(trouble.latency(), () -> leave(apply, onItsWay));
    return Objects.requireNonNull((T) await(fiber));
  }

  /** A call that had not left when its process died never does; one that stood still does later. */
  private void leave(Runnable apply, boolean onItsWay) {
    if (onItsWay || (node.alive() && !node.isPaused())) {
      apply.run();
    } else if (node.alive()) {
      world.at(node.pausedUntil(), () -> leave(apply, onItsWay));
    }
  }

  private void stop(boolean crash, boolean pause) {
    if (crash) {
      world.after(0, node::crash);
    } else if (pause) {
      world.after(0, () -> node.pauseUntil(world.now() + trouble.pause()));
    }
  }

  private static RuntimeException outage(String kind) {
    Throwable cause = new IllegalStateException("simulated");
    return kind.equals("store")
        ? new StoreUnavailable("no acknowledgement", cause)
        : new FactNotPublished("no acknowledgement", cause);
  }

  /** A call over the network to somebody else's machine. */
  interface Journey {
    /** Milliseconds to get there; negative if it never arrives. */
    long there();

    /** On arrival: the answer's text. */
    String arrive();

    /** Milliseconds back; negative if the answer is lost. */
    long back();
  }

  /** The answer, or null if none came within the time. */
  @Nullable String exchange(Supplier<String> told, Journey journey, long timeoutMs)
      throws InterruptedException {
    Fiber fiber = world.current();
    long wait = fiber.beginWait(true);
    Strike strike = trouble.strike("gateway");
    boolean onItsWay = trouble.onItsWay();
    stop(strike == Strike.CRASH_BEFORE, strike == Strike.PAUSE_BEFORE);
    world.trace(() -> fiber.name() + " asks " + told.get());
    long there = journey.there();
    Runnable arrive =
        () -> {
          String answer = journey.arrive();
          stop(strike == Strike.CRASH_AFTER, strike == Strike.PAUSE_AFTER);
          long back = journey.back();
          if (back >= 0) {
            world.after(back, () -> fiber.wake(wait, answer, null));
          }
        };
    if (there >= 0) {
      world.after(0, () -> leave(() -> world.after(there, arrive), onItsWay));
    }
    world.after(timeoutMs, () -> fiber.wake(wait, null, null));
    return (String) await(fiber);
  }

  Instant instant() {
    return World.instant(world.now() + node.skewMs());
  }

  /** By this process's clock; early if somebody wakes it. */
  void sleepUntil(Instant due, BooleanSupplier woken) throws InterruptedException {
    Fiber fiber = world.current();
    long wait = fiber.beginWait(true);
    long time = World.millis(due) - node.skewMs();
    if (time > world.now()) {
      world.at(time + world.between(0, 2), () -> fiber.wake(wait, null, null));
      listen(fiber, wait, woken, time);
      await(fiber);
    }
  }

  private void listen(Fiber fiber, long wait, BooleanSupplier woken, long until) {
    if (woken.getAsBoolean()) {
      fiber.wake(wait, null, null);
    } else if (fiber.currentWait() == wait && world.now() < until && node.alive()) {
      world.after(500, () -> listen(fiber, wait, woken, until));
    }
  }

  private static @Nullable Object await(Fiber fiber) throws InterruptedException {
    try {
      return fiber.await();
    } catch (InterruptedException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  Node node() {
    return node;
  }

  World world() {
    return world;
  }

  Trouble trouble() {
    return trouble;
  }
}
