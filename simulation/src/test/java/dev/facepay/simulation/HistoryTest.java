package dev.facepay.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.simulation.Seeds.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The invariants hold in every history; replay one with {@code -Dsimulation.seed=N}. */
class HistoryTest {

  private static final long FIRST = Long.getLong("simulation.seed", 1);

  /** As many as every build can wait for; {@code ./verify --all} waits for more. */
  private static final long FEW = 400;

  /** How many these are depends on the machine. */
  private static final long COUNT = Long.getLong("simulation.seeds", 3_000);

  private static final Duration TIME =
      Duration.ofSeconds(Long.getLong("simulation.seconds", COUNT > 3_000 ? 86_400 : 40));

  /** Below this a rare mark may be missing by chance alone; a slow machine takes its time. */
  private static final long ENOUGH_FOR_COVERAGE = 2_000;

  @Test
  void every_invariant_holds_in_every_history() {
    Seeds seeds = new Seeds(FIRST, Plant.NONE, Set.of());
    seeds.run(Math.min(COUNT, FEW), Duration.ofDays(1));
    holds(seeds);
  }

  @Test
  @Tag("all")
  void in_many_histories_every_invariant_holds_and_everything_that_may_happen_has_happened() {
    Seeds seeds = new Seeds(FIRST, Plant.NONE, Set.of());
    long begin = System.nanoTime();
    long needed = Math.min(COUNT, ENOUGH_FOR_COVERAGE);
    seeds.run(needed, Duration.ofDays(1));
    seeds.run(COUNT - needed, TIME.minusNanos(System.nanoTime() - begin));
    double seconds = (System.nanoTime() - begin) / 1e9;
    System.out.printf(
        "simulation: %,d histories from seed %d, %,d steps, %.0f histories/s%n",
        seeds.done(), FIRST, seeds.steps(), seeds.done() / seconds);
    holds(seeds);
    if (seeds.done() >= ENOUGH_FOR_COVERAGE) {
      assertThat(Coverage.missing(seeds.marks().counts().keySet()))
          .as("never happened in %d histories", seeds.done())
          .isEmpty();
    }
  }

  private static void holds(Seeds seeds) {
    seeds.failure().ifPresent(failure -> assertThat(told(failure)).isEmpty());
  }

  private static String told(Failure failure) {
    List<String> twists = Shrinker.shrink(failure, Plant.NONE, Set.of());
    History.Result small =
        Shrinker.again(failure.seed(), Set.copyOf(twists), Plant.NONE, Set.of(), true);
    return ProofReport.failed(failure, twists, small.trace());
  }

  @Test
  void a_seed_makes_the_same_history_again() {
    for (long seed = 1; seed <= 20; seed++) {
      assertThat(trace(seed)).as("seed %d", seed).isEqualTo(trace(seed));
    }
  }

  /**
   * But for the trace ids that stages make up for whoever reads logs, and the marks by which a
   * worker knows its own documents again: nothing depends on what they are.
   */
  private static String trace(long seed) {
    return String.join(
            "\n", History.run(seed, Plant.NONE, Set.of(), new Occurrences(), true).trace())
        .replaceAll("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}", "TRACE")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "MARK");
  }
}
