package dev.facepay.simulation;

import java.util.List;

/**
 * What goes wrong at a port, and how often. Crashes and pauses strike where they hurt: before a
 * call leaves, between its effect and its return.
 */
final class Trouble {

  /** Crashes and pauses at calls of one history: enough to meet, few enough to get on. */
  private static final int STRIKES_MAX = 12;

  private static final List<Fate> FAILURES =
      List.of(Fate.DONE_AND_FAILED, Fate.NOT_DONE_AND_FAILED);

  private static final List<Strike> STRIKES =
      List.of(Strike.CRASH_BEFORE, Strike.CRASH_AFTER, Strike.PAUSE_BEFORE, Strike.PAUSE_AFTER);

  private final World world;
  private final Occurrences marks;
  private final double level;
  private boolean on = true;
  private int strikes;

  /**
   * @param level 0 for a calm world, 1 for a rough one
   */
  Trouble(World world, Occurrences marks, double level) {
    this.world = world;
    this.marks = marks;
    this.level = level;
  }

  /** What becomes of one call to a store or to the log. */
  enum Fate {
    DONE,
    NOT_DONE_AND_FAILED,
    DONE_AND_FAILED
  }

  /** When a process stops while it makes a call. */
  enum Strike {
    NONE,
    CRASH_BEFORE,
    CRASH_AFTER,
    PAUSE_BEFORE,
    PAUSE_AFTER
  }

  void heal() {
    on = false;
  }

  boolean isOn() {
    return on;
  }

  /**
   * @param name as coverage lists it
   */
  boolean chance(String name, double probability) {
    return isRough() && world.twist(name, probability * level);
  }

  private boolean isRough() {
    return on && level > 0;
  }

  Fate fate(String what) {
    Fate fate = world.oneOf(FAILURES);
    return isRough() && chance("fault: " + fate + " " + what, 0.04) ? fate : Fate.DONE;
  }

  /** One of four is drawn first, so that each has a name of its own. */
  Strike strike(String what) {
    Strike strike = world.oneOf(STRIKES);
    boolean strikesNow =
        isRough() && strikes < STRIKES_MAX && chance("fault: " + strike + " " + what, 0.025);
    strikes += strikesNow ? 1 : 0;
    return strikesNow ? strike : Strike.NONE;
  }

  /** Most calls are quick; some take longer than anybody expects. */
  long latency() {
    if (chance("fault: a slow call", 0.08)) {
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

  Occurrences marks() {
    return marks;
  }
}
