package dev.facepay.simulation;

import dev.facepay.simulation.History.Result;
import dev.facepay.simulation.Seeds.Failure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a failing history small: leaves out twists as long as the same invariant is broken. */
final class Shrinker {

  /** A history takes milliseconds. */
  private static final int RUNS_MAX = 2_000;

  private final Plant plant;
  private final Set<String> ignored;
  private final Failure failure;
  private int runs;

  private Shrinker(Failure failure, Plant plant, Set<String> ignored) {
    this.failure = failure;
    this.plant = plant;
    this.ignored = ignored;
  }

  /** The fewest twists that were found to be enough, in their sequence. */
  static List<String> shrink(Failure failure, Plant plant, Set<String> ignored) {
    return new Shrinker(failure, plant, ignored).shrink();
  }

  private List<String> shrink() {
    List<String> twists = failure.twists();
    int size = Math.max(1, twists.size() / 2);
    while (size > 0 && runs < RUNS_MAX) {
      Optional<List<String>> fewer = without(twists, size);
      if (fewer.isPresent()) {
        twists = fewer.get();
        size = Math.min(size, Math.max(1, twists.size() / 2));
      } else {
        size /= 2;
      }
    }
    return twists;
  }

  /** Leaves out {@code size} neighbours, wherever the history fails without them. */
  private Optional<List<String>> without(List<String> twists, int size) {
    for (int from = 0; from < twists.size() && runs < RUNS_MAX; from += size) {
      List<String> fewer = new ArrayList<>(twists.subList(0, from));
      fewer.addAll(twists.subList(Math.min(from + size, twists.size()), twists.size()));
      runs++;
      Result result = again(failure.seed(), Set.copyOf(fewer), plant, ignored, false);
      if (result
          .violation()
          .filter(it -> it.invariant().equals(failure.violation().invariant()))
          .isPresent()) {
        return Optional.of(result.twists().taken());
      }
    }
    return Optional.empty();
  }

  /** The seed's history with those twists alone. */
  static Result again(
      long seed, Set<String> only, Plant plant, Set<String> ignored, boolean tracing) {
    Set<String> kept = new HashSet<>(only);
    Twists.Choice all = Twists.random(seed);
    Twists.Choice some =
        (name, time, probability) ->
            all.takes(name, time, probability) && kept.contains(Twists.label(name, time));
    return History.run(seed, some, Shape::random, plant, ignored, new Occurrences(), tracing);
  }
}
