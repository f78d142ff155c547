package dev.facepay.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What turns a history away from its ordinary course: faults, and people's whims. Whether one
 * happens follows from its name and from how often it could have happened before, by the seed; from
 * nothing else, so that one can be left out and the others stay. That is how a history that fails
 * is made small.
 */
final class Twists {

  private final Choice choice;
  private final Occurrences marks;
  private final Map<String, Count> counts = new HashMap<>();
  private final List<String> taken = new ArrayList<>();

  /** Which of them happen. */
  @FunctionalInterface
  interface Choice {

    /**
     * @param time the how manieth chance of that name, from 1
     */
    boolean takes(String name, int time, double probability);
  }

  private static final class Count {
    private int chances;
  }

  Twists(Choice choice, Occurrences marks) {
    this.choice = choice;
    this.marks = marks;
  }

  /** As a seed has it. */
  static Choice random(long seed) {
    return (name, time, probability) -> draw(seed, name.hashCode(), time) < probability;
  }

  /** The name of one of them, as {@link #taken} lists it. */
  static String label(String name, int time) {
    return name + "#" + time;
  }

  /** From 0 to below 1: the finaliser of SplitMix64 over all three. */
  private static double draw(long seed, int name, int time) {
    long z = seed * 0x9E3779B97F4A7C15L + name * 0xD1B54A32D192ED03L + time * 0x8CB92BA72F3D8DD7L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
  }

  boolean happens(String name, double probability) {
    int time = ++counts.computeIfAbsent(name, _ -> new Count()).chances;
    if (!choice.takes(name, time, probability)) {
      return false;
    }
    taken.add(label(name, time));
    marks.hit(name);
    return true;
  }

  /** What happened, in its sequence. */
  List<String> taken() {
    return taken;
  }

  /** How often each could have happened. */
  Map<String, Integer> chances() {
    Map<String, Integer> all = new HashMap<>();
    counts.forEach((name, count) -> all.put(name, count.chances));
    return all;
  }
}
