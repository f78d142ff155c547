package dev.facepay.wechat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Header, lines, the totals' header, totals; and nothing behind them. */
final class BillParser {

  /** A value with so many line ends is none of a till's. */
  private static final int JOINED_MAX = 8;

  private static final Pattern LINE_BEGIN = Pattern.compile("`2\\d{3}-\\d{2}-\\d{2}.*");

  private final BillText text;
  private final Bill.Columns columns;
  private final Bill.Faults faults;
  private int width;

  BillParser(BillText text, Bill.Columns columns, Bill.Faults faults) {
    this.text = text;
    this.columns = columns;
    this.faults = faults;
  }

  void read() throws IOException {
    String header = text.next();
    if (header == null || header.isBlank()) {
      faults.add(1, "there is no header");
      return;
    }
    List<String> names = header(header);
    width = names.size();
    try {
      columns.header(names);
    } catch (Bill.Unreadable e) {
      faults.add(1, String.valueOf(e.getMessage()));
      return;
    }
    for (String line = text.next(); line != null; line = text.next()) {
      if (isTotals(line)) {
        totals(header(line));
        return;
      }
      if (!line.isBlank()) {
        detail(line);
      }
    }
    faults.add(0, "the bill breaks off after line " + text.number() + ": it has no totals");
  }

  private boolean isTotals(String line) {
    return line.startsWith(columns.totals())
        || (line.startsWith("`") && line.startsWith(columns.totals(), 1));
  }

  /** A header's cells have no back-quotes, but nothing promises that. */
  private static List<String> header(String line) {
    List<String> names = new ArrayList<>();
    for (String name : line.split(",", -1)) {
      names.add(name.replace("`", "").strip());
    }
    return names;
  }

  private void detail(String first) throws IOException {
    long number = text.number();
    if (!first.startsWith("`")) {
      faults.add(number, "the line does not begin with a back-quote");
      return;
    }
    List<String> cells = cells(first);
    StringBuilder joined = null;
    for (int more = 0; cells.size() < width && more < JOINED_MAX; more++) {
      String next = text.next();
      if (next == null) {
        break;
      }
      if (isTotals(next) || LINE_BEGIN.matcher(next).matches()) {
        text.pushBack(next);
        break;
      }
      joined = (joined == null ? new StringBuilder(first) : joined).append('\n').append(next);
      cells = cells(joined.toString());
    }
    if (cells.size() < width) {
      faults.add(number, "the line has " + cells.size() + " cells, not " + width);
      return;
    }
    if (joined != null || cells.size() > width) {
      faults.ragged();
    }
    try {
      columns.line(number, fitted(cells));
    } catch (Bill.Unreadable e) {
      faults.add(number, String.valueOf(e.getMessage()));
    }
  }

  /** Only free text can hold a separator: the cells before and behind it are counted off. */
  private List<String> fitted(List<String> cells) throws Bill.Unreadable {
    int surplus = cells.size() - width;
    if (surplus == 0) {
      return cells;
    }
    int from = columns.freeFrom();
    if (columns.freeCount() == 0) {
      throw new Bill.Unreadable("the line has " + cells.size() + " cells, not " + width);
    }
    List<String> fitted = new ArrayList<>(cells.subList(0, from));
    fitted.add(String.join(",`", cells.subList(from, from + surplus + 1)));
    fitted.addAll(cells.subList(from + surplus + 1, cells.size()));
    return fitted;
  }

  private static List<String> cells(String line) {
    List<String> cells = new ArrayList<>(32);
    int from = 1;
    for (int at = line.indexOf(",`"); at >= 0; at = line.indexOf(",`", from)) {
      cells.add(line.substring(from, at));
      from = at + 2;
    }
    cells.add(line.substring(from));
    return cells;
  }

  private void totals(List<String> names) throws IOException {
    String line = text.next();
    if (line == null || !line.startsWith("`")) {
      faults.add(text.number(), "the line of totals is missing");
      return;
    }
    long number = text.number();
    List<String> cells = cells(line);
    if (cells.size() != names.size()) {
      faults.add(number, "the totals have " + cells.size() + " cells, not " + names.size());
      return;
    }
    try {
      columns.check(names, cells).forEach(difference -> faults.add(number, difference));
    } catch (Bill.Unreadable e) {
      faults.add(number, String.valueOf(e.getMessage()));
    }
    for (String rest = text.next(); rest != null; rest = text.next()) {
      if (!rest.isBlank()) {
        faults.add(text.number(), "something stands behind the totals");
        return;
      }
    }
  }

  /** Yuan as a whole number of 10^-{@code places} yuan; as bills write them, {@code 6e-05} too. */
  static long amount(String name, String cell, int places, @Nullable RoundingMode rounding)
      throws Bill.Unreadable {
    try {
      BigDecimal scaled = new BigDecimal(cell.strip()).movePointRight(places);
      return (rounding == null ? scaled : scaled.setScale(0, rounding)).longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new Bill.Unreadable(name + " is no amount");
    }
  }

  static long fen(String name, String cell) throws Bill.Unreadable {
    return amount(name, cell, 2, null);
  }

  /** A count may be written {@code 20.0}. */
  static long count(String name, String cell) throws Bill.Unreadable {
    return amount(name, cell, 0, null);
  }

  /** In 1/1000 fen. */
  static long fee(String name, String cell) throws Bill.Unreadable {
    return amount(name, cell, 5, RoundingMode.HALF_UP);
  }
}
