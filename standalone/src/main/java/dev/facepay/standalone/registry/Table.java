package dev.facepay.standalone.registry;

import dev.facepay.standalone.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, as wide as their longest text. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(String... head) {
    rows.add(List.of(head));
  }

  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void print(Terminal terminal) {
    List<String> head = rows.getFirst();
    int[] widths = new int[head.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      List<String> row = rows.get(r);
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
      }
      String text = line.toString().stripTrailing();
      terminal.line(r == 0 ? terminal.dim(text) : text);
    }
  }
}
