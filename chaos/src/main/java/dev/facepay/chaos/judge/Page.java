package dev.facepay.chaos.judge;

import dev.facepay.chaos.judge.Checker.Violation;
import dev.facepay.chaos.judge.Evidence.Fault;
import dev.facepay.chaos.judge.Evidence.Sent;
import dev.facepay.chaos.judge.RunFacts.Times;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One page that a person can read. */
public final class Page {

  private static final int SHOWN_MAX = 40;

  private Page() {}

  public static String of(
      RunFacts run, Evidence evidence, List<Fault> faults, List<Violation> violations) {
    StringBuilder page = new StringBuilder("# Chaos: ").append(verdict(violations)).append("\n\n");
    page.append("| | |\n|---|---|\n");
    run.rows(evidence, faults).forEach((name, value) -> row(page, name, value));
    times(page, run.times());
    page.append("\n## Faults\n\n| what | whom: how often |\n|---|---|\n");
    byKind(faults).forEach((kind, targets) -> row(page, kind, targets));
    run.leftOut().forEach(it -> page.append("\nLeft out: ").append(it).append('\n'));
    page.append("\n## Outcomes\n\n| | payments |\n|---|---|\n");
    outcomes(evidence).forEach((end, count) -> row(page, end, "%,d".formatted(count)));
    page.append("\n## What the gateway was told to do\n\n| | payments |\n|---|---|\n");
    count(evidence.sent(), Sent::course).forEach((what, n) -> row(page, what, "%,d".formatted(n)));
    violations(page, violations);
    notes(page, run.notes());
    return page.toString();
  }

  private static String verdict(List<Violation> violations) {
    return violations.isEmpty() ? "no violation" : violations.size() + " violations";
  }

  private static void row(StringBuilder page, String name, String value) {
    page.append("| ").append(name).append(" | ").append(value).append(" |\n");
  }

  private static void times(StringBuilder page, Times times) {
    page.append(
        "\n## How long it took\n\n| | payments | p50 | p99 | max |\n|---|---|---|---|---|\n");
    row(page, "until the device was told paid, not paid or refused", times.told().cells());
    row(page, "until it was settled in the log", times.settled().cells());
    row(page, "open when all was mended: from then until settled", times.afterHealing().cells());
  }

  private static Map<String, String> byKind(List<Fault> faults) {
    Map<String, String> kinds = new TreeMap<>();
    faults.stream()
        .collect(Collectors.groupingBy(Fault::kind))
        .forEach(
            (kind, all) ->
                kinds.put(
                    "%s: %,d".formatted(kind, all.size()),
                    count(all, it -> instanceLess(it.target())).entrySet().stream()
                        .map(it -> it.getKey() + " " + it.getValue())
                        .collect(Collectors.joining(", "))));
    return kinds;
  }

  /** Without the numbers of the instances. */
  private static String instanceLess(String target) {
    return target.replaceAll("-\\d", "");
  }

  private static Map<String, Long> outcomes(Evidence evidence) {
    Set<String> seen = new HashSet<>();
    return count(
        evidence.facts().stream()
            .filter(Fact::settled)
            .filter(it -> seen.add(it.text("payment_id")))
            .toList(),
        it -> (it.word() + " " + it.text("reason") + it.text("how")).strip());
  }

  private static <T> Map<String, Long> count(List<T> all, Function<T, String> by) {
    return all.stream().collect(Collectors.groupingBy(by, TreeMap::new, Collectors.counting()));
  }

  private static void violations(StringBuilder page, List<Violation> violations) {
    page.append("\n## Violations\n\n");
    if (violations.isEmpty()) {
      page.append("None.\n");
      return;
    }
    count(violations, Violation::invariant)
        .forEach((which, n) -> page.append("- ").append(which).append(": ").append(n).append('\n'));
    page.append('\n');
    violations.stream().limit(SHOWN_MAX).forEach(it -> page.append("- ").append(it).append('\n'));
    if (violations.size() > SHOWN_MAX) {
      page.append("- and %d more\n".formatted(violations.size() - SHOWN_MAX));
    }
  }

  private static void notes(StringBuilder page, List<String> notes) {
    if (!notes.isEmpty()) {
      page.append("\n## Of the run itself\n\n");
      notes.stream().limit(SHOWN_MAX).forEach(it -> page.append("- ").append(it).append('\n'));
    }
  }
}
