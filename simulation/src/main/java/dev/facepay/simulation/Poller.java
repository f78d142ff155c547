package dev.facepay.simulation;

/** A process's look for due records, every second; a look that would find nothing is left out. */
final class Poller {

  private static final long POLL_MS = 1_000;
  private static final long NEVER = Long.MAX_VALUE;

  private final World world;
  private final ProcessContext desk;
  private final Store store;
  private final Runnable look;
  private long nextAt = NEVER;

  private Poller(World world, ProcessContext desk, Store store, Runnable look) {
    this.world = world;
    this.desk = desk;
    this.store = store;
    this.look = look;
  }

  static void begin(World world, ProcessContext desk, Store store, Runnable look) {
    Poller poller = new Poller(world, desk, store, look);
    store.watch(poller::plan);
    poller.plan();
  }

  /** By this process's clock, and not before its next second. */
  private void plan() {
    long due = store.nextDueMs();
    if (due == NEVER || !desk.node().alive()) {
      return;
    }
    long at = Math.max(world.now() + POLL_MS, desk.trueTime(due));
    if (at < nextAt) {
      nextAt = at;
      world.at(at, () -> tick(at));
    }
  }

  private void tick(long at) {
    if (nextAt != at || !desk.node().alive()) {
      return;
    }
    nextAt = NEVER;
    if (!desk.node().isPaused() && desk.trueTime(store.nextDueMs()) <= world.now()) {
      desk.node().spawn("due", look::run);
    }
    plan();
  }
}
