package dev.facepay.simulation.world;

/**
 * What goes wrong at a port, and how often. Crashes and pauses strike where they hurt: before a
 * call leaves, between its effect and its return.
 */
public final class Trouble {

  /** Crashes and pauses at calls of one history: enough to meet, few enough to get on. */
  private static final int STRIKES_MAX = 12;

  private final World world;
  private final Marks marks;
  private final double level;
  private boolean on = true;
  private int strikes;

  /**
   * @param level 0 for a calm world, 1 for a rough one
   */
  public Trouble(World world, Marks marks, double level) {
    this.world = world;
    this.marks = marks;
    this.level = level;
  }

  /** What becomes of one call to a store or to the log. */
  public enum Fate {
    DONE,
    NOT_DONE_AND_FAILED,
    DONE_AND_FAILED
  }

  /** When a process stops while it makes a call. */
  public enum Strike {
    NONE,
    CRASH_BEFORE,
    CRASH_AFTER,
    PAUSE_BEFORE,
    PAUSE_AFTER
  }

  public void heal() {
    on = false;
  }

  public boolean isOn() {
    return on;
  }

  public boolean chance(double probability) {
    return on && world.chance(probability * level);
  }

  Fate fate(String what) {
    if (!chance(0.04)) {
      return Fate.DONE;
    }
    Fate fate = world.chance(0.5) ? Fate.DONE_AND_FAILED : Fate.NOT_DONE_AND_FAILED;
    marks.hit("fault: " + what + " " + fate);
    return fate;
  }

  Strike strike(String what) {
    if (strikes >= STRIKES_MAX || !chance(0.025)) {
      return Strike.NONE;
    }
    strikes++;
    Strike strike = Strike.values()[(int) world.between(1, 4)];
    marks.hit("fault: " + strike + " " + what);
    return strike;
  }

  /** Most calls are quick; some take longer than anybody expects. */
  long latency() {
    if (chance(0.08)) {
      return world.chance(0.15) ? world.between(3_000, 40_000) : world.between(20, 3_000);
    }
    return world.between(1, 6);
  }

  long pause() {
    return world.chance(0.5) ? world.between(200, 12_000) : world.between(12_000, 150_000);
  }

  /** Whether a call had left when its process stopped. */
  boolean onItsWay() {
    return world.chance(0.5);
  }

  public Marks marks() {
    return marks;
  }
}
