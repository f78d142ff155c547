package dev.facepay.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One life of a process: what it has in memory goes with it. */
final class Node {

  private final World world;
  private final String name;
  private final long skewMs;
  private final Set<Fiber> fibers = new LinkedHashSet<>();
  private final List<Runnable> onCrash = new ArrayList<>();
  private final List<Runnable> onPause = new ArrayList<>();
  private boolean alive = true;
  private long pausedUntil;

  /**
   * @param skewMs how far this process's clock is ahead of the true time
   */
  Node(World world, String name, long skewMs) {
    this.world = world;
    this.name = name;
    this.skewMs = skewMs;
  }

  Fiber spawn(String task, Fiber.Body body) {
    Fiber fiber = new Fiber(world, this, name + "/" + task);
    fibers.add(fiber);
    fiber.start(body);
    world.at(world.now(), () -> startFirst(fiber));
    return fiber;
  }

  private void startFirst(Fiber fiber) {
    if (fiber.ended()) {
      return;
    }
    if (isPaused()) {
      world.at(pausedUntil, () -> startFirst(fiber));
    } else {
      world.resume(fiber);
    }
  }

  void forget(Fiber fiber) {
    fibers.remove(fiber);
  }

  /** All threads end where they stand; in the scheduler only. */
  void crash() {
    if (alive) {
      alive = false;
      world.trace(() -> name + " CRASHES");
      List.copyOf(fibers).forEach(Fiber::kill);
      onCrash.forEach(Runnable::run);
    }
  }

  /** Nothing of the process moves until then; calls that have left go on. */
  void pauseUntil(long time) {
    if (alive && time > pausedUntil) {
      pausedUntil = time;
      world.trace(() -> name + " stands still for " + (time - world.now()) + " ms");
      onPause.forEach(Runnable::run);
    }
  }

  void onCrash(Runnable run) {
    onCrash.add(run);
  }

  void onPause(Runnable run) {
    onPause.add(run);
  }

  boolean alive() {
    return alive;
  }

  boolean isPaused() {
    return pausedUntil > world.now();
  }

  long pausedUntil() {
    return pausedUntil;
  }

  void wakeUp() {
    pausedUntil = 0;
  }

  long skewMs() {
    return skewMs;
  }

  String name() {
    return name;
  }
}
