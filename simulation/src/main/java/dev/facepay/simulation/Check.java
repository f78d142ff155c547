package dev.facepay.simulation;

import java.util.function.Supplier;

/** Says what holds, and what does not. */
@FunctionalInterface
interface Check {
  void that(boolean holds, String invariant, Supplier<String> what);
}
