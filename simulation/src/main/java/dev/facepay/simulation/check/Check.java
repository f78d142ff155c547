package dev.facepay.simulation.check;

/** Says what holds, and what does not. */
@FunctionalInterface
interface Check {
  void that(boolean holds, String invariant, String what);
}
