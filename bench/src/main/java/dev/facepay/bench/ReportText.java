package dev.facepay.bench;

import java.util.Formatter;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report for people. */
final class ReportText {

  private final Formatter out = new Formatter(new StringBuilder(8192), Locale.ROOT);

  private ReportText() {}

  static String of(Report report) {
    return new ReportText().write(report);
  }

  private String write(Report report) {
    section("Machine");
    report.machine().forEach(this::pair);
    section("Settings");
    report.settings().forEach(this::pair);
    section("Saturation: answers a second of the highest step that was sustained");
    report.saturations().forEach(this::saturation);
    section("Latency in ms; added = the answer's time less the gateway's own for that call");
    out.format(
        "  %-14s %-14s %7s  %8s %8s %8s  %8s %8s  %8s %8s  %6s  %6s  %6s  %s%n",
        "load",
        "contender",
        "rate/s",
        "added50",
        "added99",
        "added99.9",
        "before50",
        "behind50",
        "all50",
        "all99",
        "late99",
        "cpu ms",
        "others",
        "rounds");
    report.rows().forEach(this::row);
    section("Money: devices' answers against the gateway's journal");
    report.verdicts().forEach(this::verdict);
    section("Aims");
    report
        .checks()
        .forEach(
            c -> out.format("  %-3s  %s: %s%n", c.reached() ? "yes" : "NO", c.aim(), c.found()));
    return out.toString();
  }

  private void section(String title) {
    out.format("%n%s%n", title);
  }

  private void pair(String name, String value) {
    out.format("  %-16s %s%n", name, value);
  }

  private void saturation(Saturation s) {
    String rounds =
        s.rounds().stream()
            .map(value -> String.format(Locale.ROOT, "%.0f", value))
            .collect(Collectors.joining(" "));
    out.format(
        "  %-14s %6.0f/s  (rounds: %s)  CPU of the whole process %.2f ms each%n",
        s.contender(), s.median(), rounds, s.cpuMs());
  }

  private void row(Row row) {
    String flaws =
        row.rounds().stream()
            .flatMap(round -> round.flaws().stream())
            .collect(Collectors.joining("; "));
    out.format(
        "  %-14s %-14s %7.0f  %8.1f %8.1f %8.1f  %8.1f %8.1f  %8.1f %8.1f  %6.1f  %6.2f  %6.2f"
            + "  %s%n",
        row.load(),
        row.contender(),
        row.median(Figures::offered),
        row.added(50),
        row.added(99),
        row.added(99.9),
        row.before(50),
        row.behind(50),
        row.total(50),
        row.total(99),
        row.lag(99),
        row.median(Figures::cpuMs),
        row.median(Figures::othersCores),
        row.valid()
            + "/"
            + row.rounds().size()
            + (row.valid() == 0 ? " INVALID" : "")
            + (flaws.isEmpty() ? "" : " (" + flaws + ")"));
  }

  private void verdict(String contender, Verdict v) {
    out.format(
        "  %-14s %d requests, %d told paid, %d charges; twice %d, told wrong %d, money untold %d:"
            + " %s%n",
        contender,
        v.requests(),
        v.paid(),
        v.charges(),
        v.chargedTwice(),
        v.toldWrong(),
        v.untold(),
        v.holds() ? "holds" : "DOES NOT HOLD");
  }

  static Map<String, Object> percentiles(Row row) {
    return Map.of(
        "added_p50_ms", row.added(50),
        "added_p99_ms", row.added(99),
        "added_p999_ms", row.added(99.9),
        "before_gateway_p50_ms", row.before(50),
        "behind_gateway_p50_ms", row.behind(50),
        "total_p50_ms", row.total(50),
        "total_p99_ms", row.total(99),
        "generator_late_p99_ms", row.lag(99));
  }
}
