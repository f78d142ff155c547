package dev.facepay.console.documents;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * One of the sums of a store's day. They are kept as a text with a line each: a month of a chain is
 * 100,000 words and numbers, and as fields these would take most of the time of a question.
 *
 * @param kind by what it is told apart of the device's others: words with a blank between them
 * @param count of documents
 * @param added their numbers added up, each for itself; zeros at the end are left out, so sums that
 *     were written before there was a second number read as they are
 */
public record DaySum(StoreDay place, String device, String kind, long count, List<Long> added) {

  public DaySum {
    int size = added.size();
    while (size > 1 && added.get(size - 1) == 0) {
      size--;
    }
    added = List.copyOf(added.subList(0, size));
  }

  /** One of the numbers, counted from 0. */
  public long added(int n) {
    return n < added.size() ? added.get(n) : 0;
  }

  static final String LINES = "lines";

  /** The same sums make the same text, in whatever order and however parted they come. */
  static String write(Collection<DaySum> sums) {
    return Added.up(sums).stream()
        .map(sum -> sum.device + " " + sum.kind + " " + sum.count + " " + sum.numbers())
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** Sums of one place, added up as they come. */
  static final class Added {

    private final Map<String, DaySum> sums = new HashMap<>();

    static Collection<DaySum> up(Collection<DaySum> sums) {
      Added added = new Added();
      sums.forEach(added::add);
      return added.sums.values();
    }

    void add(DaySum sum) {
      sums.merge(sum.device + " " + sum.kind, sum, DaySum::plus);
    }

    void clear() {
      sums.clear();
    }

    Collection<DaySum> sums() {
      return sums.values();
    }
  }

  /** Null if nothing is left. */
  private @Nullable DaySum plus(DaySum more) {
    long all = count + more.count;
    return all == 0 ? null : new DaySum(place, device, kind, all, plus(more.added));
  }

  private List<Long> plus(List<Long> more) {
    List<Long> sums = new ArrayList<>();
    for (int n = 0; n < Math.max(added.size(), more.size()); n++) {
      sums.add(added(n) + (n < more.size() ? more.get(n) : 0));
    }
    return sums;
  }

  private String numbers() {
    return added.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Long> numbers(String text) {
    return Stream.of(text.split(",", -1)).map(Long::valueOf).toList();
  }

  /** With no more than the first of its numbers. */
  DaySum coarse(int numbers) {
    return new DaySum(
        place, device, kind, count, added.subList(0, Math.min(numbers, added.size())));
  }

  /** As it is counted for all devices of a wider place. */
  DaySum in(StoreDay wider) {
    return new DaySum(wider, "", kind, count, added);
  }

  DaySum times(int sign) {
    return new DaySum(
        place, device, kind, sign * count, added.stream().map(n -> sign * n).toList());
  }

  static List<DaySum> read(Document document) {
    StoreDay place = StoreDay.of(document);
    String text = document.getString(LINES);
    List<DaySum> sums = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from) < 0 ? text.length() : text.indexOf('\n', from);
      int kind = text.indexOf(' ', from) + 1;
      int added = text.lastIndexOf(' ', end - 1) + 1;
      int count = text.lastIndexOf(' ', added - 2) + 1;
      sums.add(
          new DaySum(
              place,
              text.substring(from, kind - 1),
              text.substring(kind, count - 1),
              Long.parseLong(text, count, added - 1, 10),
              numbers(text.substring(added, end))));
      from = end + 1;
    }
    return sums;
  }
}
