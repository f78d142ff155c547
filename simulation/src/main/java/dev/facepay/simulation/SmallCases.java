package dev.facepay.simulation;

import dev.facepay.simulation.History.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One order, two attempts, one process of each kind, and nothing left to chance: every behaviour of
 * the gateway with every fault at every place where it can strike.
 */
final class SmallCases {

  private static final long SEED = 1;

  private static final String AGAIN = "device: a new attempt after a failure";
  private static final String IMPATIENT = "device: a second attempt while the first is open";

  private SmallCases() {}

  /**
   * @param script of the first attempt; the second one is paid
   * @param impatient the second attempt comes while the first is open
   * @param fault empty: none
   * @param time at the how manieth chance it strikes
   */
  record Case(Script script, boolean impatient, String fault, int time) {

    private boolean takes(String name, int chance) {
      return name.equals(AGAIN)
          || (impatient && name.equals(IMPATIENT))
          || (chance == time && name.equals(fault));
    }

    private Twists.Choice choice() {
      return (name, chance, probability) -> takes(name, chance);
    }
  }

  /** How many were tried, and the first that broke an invariant. */
  record Tried(int cases, Optional<Failure> failure) {}

  /** A case that breaks an invariant. */
  record Failure(Case broken, Violation violation, List<String> trace) {}

  /**
   * @param faults by name
   */
  static Tried tried(Predicate<String> faults) {
    List<Case> cases = all(faults);
    return new Tried(cases.size(), failure(cases));
  }

  private static List<Case> all(Predicate<String> faults) {
    List<Case> cases = new ArrayList<>();
    for (Script script : Script.values()) {
      for (boolean impatient : new boolean[] {false, true}) {
        Case calm = new Case(script, impatient, "", 0);
        cases.add(calm);
        Map<String, Integer> chances = new TreeMap<>(run(calm, false).twists().chances());
        chances.forEach(
            (fault, times) -> {
              for (int time = 1; faults.test(fault) && time <= times; time++) {
                cases.add(new Case(script, impatient, fault, time));
              }
            });
      }
    }
    return cases;
  }

  private static Optional<Failure> failure(List<Case> cases) {
    AtomicReference<@Nullable Failure> first = new AtomicReference<>();
    Workers.each(
        n -> {
          if (n >= cases.size() || first.get() != null) {
            return false;
          }
          failure(cases.get((int) n)).ifPresent(it -> first.compareAndSet(null, it));
          return true;
        });
    return Optional.ofNullable(first.get());
  }

  private static Optional<Failure> failure(Case tried) {
    return run(tried, false)
        .violation()
        .map(violation -> new Failure(tried, violation, run(tried, true).trace()));
  }

  private static Result run(Case tried, boolean tracing) {
    return History.run(
        SEED,
        tried.choice(),
        _ -> Shape.small(List.of(tried.script(), Script.PAID)),
        Plant.NONE,
        Set.of(),
        new Occurrences(),
        tracing);
  }
}
