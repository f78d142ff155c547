package dev.facepay.bench;

import dev.facepay.bench.Report.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the project wants of one machine with two cores and everything on them. */
final class Aims {

  private static final double PER_SECOND = 1_000;
  private static final double HOPS = 2;
  private static final double P99_MS = 50;

  private Aims() {}

  static List<Check> of(Saturation ours, Saturation theirs, List<Row> rows) {
    List<Check> checks = new ArrayList<>();
    if (!ours.rounds().isEmpty()) {
      double rate = ours.median();
      checks.add(
          new Check(
              "saturation at least 1,000 payments/s", Math.round(rate) + "/s", rate >= PER_SECOND));
      checks.add(
          new Check(
              "and at least the bare client's",
              Math.round(rate) + "/s against " + Math.round(theirs.median()) + "/s",
              rate >= theirs.median()));
    }
    Row half = rows.get(0);
    Row log = rows.get(1);
    Row mix = rows.stream().filter(row -> row.load().contains("mix")).findFirst().orElse(half);
    checks.add(
        new Check(
            "added p50 at half load at most twice the bare log's two hops",
            ms(half.added(50)) + " against " + ms(log.added(50)),
            half.added(50) <= HOPS * log.added(50)));
    checks.add(
        new Check(
            "added p99 at half load at most 50 ms", ms(half.added(99)), half.added(99) <= P99_MS));
    checks.add(
        new Check(
            "a tenth of unclear payments holds nobody up: p99 of the others at most 50 ms",
            ms(mix.added(99)) + " with them, " + ms(half.added(99)) + " without",
            mix.added(99) <= P99_MS));
    return List.copyOf(checks);
  }

  private static String ms(double value) {
    return String.format(Locale.ROOT, "%.2f ms", value);
  }
}
