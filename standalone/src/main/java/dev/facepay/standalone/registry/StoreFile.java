package dev.facepay.standalone.registry;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stores as CSV (RFC 4180): a line with the columns' names, then a store a line. What a field must
 * be, the registry judges.
 *
 * @param faults what is wrong with it, by line
 */
record StoreFile(List<Row> rows, List<Fault> faults) {

  static final int ROWS_MAX = 1_000;

  static final List<String> REQUIRED = List.of("store_id", "store_name", "merchant_id");

  private static final Set<String> COLUMNS =
      Set.of("store_id", "store_name", "merchant_id", "sub_mch_id", "area_code", "address");

  /**
   * @param line on which it begins, from 1
   * @param fields those that are not empty, by the names of the registry's API
   */
  record Row(int line, Map<String, String> fields) {

    String id() {
      return fields.getOrDefault("store_id", "");
    }

    Fault fault(String text) {
      return new Fault(line, text);
    }
  }

  /**
   * @param line 0: of the whole file
   */
  record Fault(int line, String text) {

    @Override
    public String toString() {
      return line == 0 ? text : "line %d: %s".formatted(line, text);
    }
  }

  private record Cells(int line, List<String> cells) {}

  static StoreFile parse(String text) {
    List<Cells> all = cells(text.startsWith("\uFEFF") ? text.substring(1) : text);
    List<Fault> faults = new ArrayList<>();
    List<String> columns = all.isEmpty() ? List.of() : all.getFirst().cells();
    columns.stream()
        .filter(name -> !COLUMNS.contains(name))
        .forEach(name -> faults.add(new Fault(1, "no column is called \"%s\"".formatted(name))));
    REQUIRED.stream()
        .filter(name -> !columns.contains(name))
        .forEach(name -> faults.add(new Fault(1, "the column %s is missing".formatted(name))));
    if (new HashSet<>(columns).size() < columns.size()) {
      faults.add(new Fault(1, "a column is there twice"));
    }
    if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
      faults.add(new Fault(0, "a quote is never closed"));
    }
    if (all.size() - 1 > ROWS_MAX) {
      faults.add(
          new Fault(0, "%d stores: no more than %d at a time".formatted(all.size() - 1, ROWS_MAX)));
    }
    List<Row> rows = new ArrayList<>();
    if (faults.isEmpty()) {
      all.stream().skip(1).forEach(line -> row(columns, line, rows, faults));
    }
    return new StoreFile(rows, faults);
  }

  private static void row(List<String> columns, Cells line, List<Row> rows, List<Fault> faults) {
    if (line.cells().size() != columns.size()) {
      faults.add(
          new Fault(
              line.line(), "%d fields, not %d".formatted(line.cells().size(), columns.size())));
      return;
    }
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!line.cells().get(i).isEmpty()) {
        fields.put(columns.get(i), line.cells().get(i));
      }
    }
    Row row = new Row(line.line(), fields);
    for (String name : REQUIRED) {
      if (!fields.containsKey(name)) {
        faults.add(row.fault(name + " is empty"));
      }
    }
    rows.stream()
        .filter(it -> !it.id().isEmpty() && it.id().equals(row.id()))
        .findFirst()
        .ifPresent(
            it ->
                faults.add(
                    row.fault("store %s is on line %d already".formatted(row.id(), it.line()))));
    rows.add(row);
  }

  /** Lines that have something on them. */
  private static List<Cells> cells(String text) {
    List<Cells> all = new ArrayList<>();
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    int line = 1;
    int began = 1;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : '\n';
      if (quoted && i < text.length()) {
        if (c != '"') {
          cell.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(text.charAt(++i));
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
      if (c == '\n') {
        line++;
        if (!quoted) {
          if (!cells.equals(List.of(""))) {
            all.add(new Cells(began, List.copyOf(cells)));
          }
          cells.clear();
          began = line;
        }
      }
    }
    return all;
  }
}
