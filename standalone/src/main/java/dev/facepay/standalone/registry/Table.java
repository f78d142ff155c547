package dev.facepay.standalone.registry;

import dev.facepay.standalone.command.Output;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;

/** Rows in aligned columns, as wide as their longest text. */
final class Table {

  private static final int GAP = 2;

  private final List<String[]> rows = new ArrayList<>();

  Table(String... head) {
    rows.add(head);
  }

  void row(String... cells) {
    rows.add(Arrays.stream(cells).map(Output::plain).toArray(String[]::new));
  }

  void print(Output out) {
    Column[] columns =
        IntStream.range(0, rows.getFirst().length)
            .map(i -> rows.stream().mapToInt(row -> row[i].length()).max().orElse(0) + GAP)
            .mapToObj(width -> new Column(width, 0, Column.Overflow.TRUNCATE))
            .toArray(Column[]::new);
    TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), columns);
    rows.forEach(table::addRowValues);
    List<String> lines = table.toString().lines().toList();
    out.line(out.dim(lines.getFirst()));
    lines.stream().skip(1).forEach(out::line);
  }
}
