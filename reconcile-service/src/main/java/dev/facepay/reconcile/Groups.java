package dev.facepay.reconcile;

import dev.facepay.reconcile.Comparison.Found;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts lines of one number together. */
final class Groups {

  /** An order has two moves of money and at most 50 refunds; a bill that says more is wrong. */
  private static final int GROUP_MAX = 10_000;

  private final LocalDate day;
  private final @Nullable String rate;
  private final Differences differences;
  private final Books books;
  private final List<Entry> group = new ArrayList<>();
  private String number = "";
  private String before = "";

  Groups(LocalDate day, @Nullable String rate, Differences differences, Books books) {
    this.day = day;
    this.rate = rate;
    this.differences = differences;
    this.books = books;
  }

  /** Facts come more than once: a line that is equal to the one before it is a repeat. */
  void take(String line) throws IOException {
    if (line.equals(before)) {
      return;
    }
    before = line;
    String next = Entry.numberOf(line);
    if (!next.equals(number)) {
      finish();
      number = next;
    }
    if (group.size() < GROUP_MAX) {
      group.add(Entry.ofLine(line));
    }
  }

  void finish() throws IOException {
    if (group.isEmpty()) {
      return;
    }
    List<Found> found = Comparison.of(day, rate, group);
    try {
      differences.take(group, found);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    books.add(group, found.stream().map(Found::kind).toList());
    group.clear();
  }
}
