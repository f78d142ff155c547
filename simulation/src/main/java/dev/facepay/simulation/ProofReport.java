package dev.facepay.simulation;

import dev.facepay.simulation.Seeds.Failure;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a run proved, for people: on the terminal, and as a Markdown page. */
record ProofReport(
    long seed, Seeds seeds, Duration time, SmallCases.Tried small, Settling settling) {

  boolean holds() {
    return seeds.failure().isEmpty() && small.failure().isEmpty() && settling.isSoonEnough();
  }

  /** What never happened. */
  List<String> missing() {
    return Coverage.missing(seeds.marks().counts().keySet());
  }

  String summary() {
    return "%,d histories from seed %d, %,d steps, in %d s: %,.0f histories/s%n%s"
        .formatted(
            seeds.done(),
            seed,
            seeds.steps(),
            time.toSeconds(),
            rate(),
            String.join("\n", verdicts()) + "\n");
  }

  private List<String> verdicts() {
    return List.of(
        seeds
            .failure()
            .map(it -> "an invariant was BROKEN: " + it.violation().getMessage())
            .orElse("every invariant held in every history"),
        missing().isEmpty()
            ? "everything that may happen has happened"
            : "never happened, so this run does not count: " + String.join("; ", missing()),
        small
            .failure()
            .map(it -> "BROKEN by %s: %s".formatted(it.broken(), it.violation().getMessage()))
            .orElse(
                "one order, two attempts: each crash at each place with each behaviour of the"
                    + " gateway, %,d small cases, breaks nothing".formatted(small.cases())),
        settling.text());
  }

  private double rate() {
    return seeds.done() / (time.toMillis() / 1000.0);
  }

  String markdown() {
    StringBuilder out = new StringBuilder();
    out.append("# Proof by simulation\n\n");
    out.append("| | |\n|---|---|\n");
    row(out, "command", "`./facepay prove --histories %d --seed %d`".formatted(seeds.done(), seed));
    row(out, "histories", "%,d".formatted(seeds.done()));
    row(out, "steps (calls, deliveries, timers)", "%,d".formatted(seeds.steps()));
    row(out, "time", time.toSeconds() + " s");
    row(out, "histories a second", "%,.0f".formatted(rate()));
    row(
        out,
        "machine",
        "%d processors, Java %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(), System.getProperty("java.version")));
    row(out, "violations", holds() ? "0" : "**1**");
    out.append('\n');
    verdicts().forEach(it -> out.append("- ").append(it).append('\n'));
    out.append("\n## What happened, and how often\n\n| | |\n|---|---:|\n");
    for (Map.Entry<String, Long> mark : seeds.marks().counts().entrySet()) {
      row(out, mark.getKey(), "%,d".formatted(mark.getValue()));
    }
    return out.toString();
  }

  private static void row(StringBuilder out, String what, String value) {
    out.append("| ").append(what).append(" | ").append(value).append(" |\n");
  }

  /** What a person needs: the seed, the fewest faults, what happened, and how to see it again. */
  static String failed(Failure failure, List<String> twists, List<String> trace) {
    return """

    ## Seed %d breaks an invariant

    %s

    All of it again: `./facepay prove --histories 1 --seed %d`

    The fewest faults and whims, %d of %d, that do it:
    `./facepay prove --histories 1 --seed %d --only '%s'`

    ```
    %s
    ```
    """
        .formatted(
            failure.seed(),
            failure.violation().getMessage(),
            failure.seed(),
            twists.size(),
            failure.twists().size(),
            failure.seed(),
            String.join(",", twists),
            String.join("\n", trace));
  }
}
