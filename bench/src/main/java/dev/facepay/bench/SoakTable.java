package dev.facepay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows for people and for programs. */
final class SoakTable {

  private static final double MEGA = 1024.0 * 1024;

  private record Column(String head, String format, Function<SoakRow, Object> value) {

    String cell(SoakRow row) {
      return String.format(Locale.ROOT, format, value.apply(row));
    }
  }

  private static final List<Column> COLUMNS =
      List.of(
          new Column("payments", "%,d", SoakRow::to),
          new Column("run", "%s", row -> row.restarted() ? "second" : "first"),
          new Column("payments/s", "%,.0f", SoakRow::perSecond),
          new Column("p50 ms", "%,.1f", SoakRow::p50Ms),
          new Column("p99 ms", "%,.1f", SoakRow::p99Ms),
          new Column("CPU ms each", "%,.2f", SoakRow::cpuMs),
          new Column("heap MB", "%,.0f", row -> row.heapBytes() / MEGA),
          new Column("resident MB", "%,.0f", row -> row.residentBytes() / MEGA),
          new Column("disk MB", "%,.0f", row -> row.diskBytes() / MEGA),
          new Column("broker MB", "%,.0f", row -> row.diskBytes("broker") / MEGA),
          new Column("database MB", "%,.0f", row -> row.diskBytes("database") / MEGA),
          new Column("simulator MB", "%,.0f", row -> row.diskBytes("simulator") / MEGA),
          new Column("logs MB", "%,.0f", row -> row.diskBytes("logs") / MEGA),
          new Column("read side behind s", "%,.1f", SoakRow::behindSeconds),
          new Column("console ms", "%,.0f", row -> row.dearest().ms()),
          new Column("for", "%s", row -> row.dearest().path()),
          new Column("errors", "%,d", SoakRow::errors));

  private SoakTable() {}

  /** Names and figures, so that each line can be read alone. */
  static String line(SoakRow row) {
    return COLUMNS.stream()
        .map(column -> column.head() + " " + column.cell(row))
        .collect(Collectors.joining("  "));
  }

  static String markdown(List<SoakRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(cells(COLUMNS.stream().map(Column::head).toList()));
    lines.add(cells(COLUMNS.stream().map(column -> "---").toList()));
    rows.forEach(row -> lines.add(cells(COLUMNS.stream().map(c -> c.cell(row)).toList())));
    return String.join("\n", lines) + "\n";
  }

  /** No cell has a comma: numbers without thousands' separators. */
  static String csv(List<SoakRow> rows) {
    List<String> lines = new ArrayList<>();
    lines.add(COLUMNS.stream().map(Column::head).collect(Collectors.joining(",")));
    rows.forEach(
        row ->
            lines.add(
                COLUMNS.stream()
                    .map(column -> column.cell(row).replace(",", ""))
                    .collect(Collectors.joining(","))));
    return String.join("\n", lines) + "\n";
  }

  private static String cells(List<String> texts) {
    return "| " + String.join(" | ", texts) + " |";
  }
}
