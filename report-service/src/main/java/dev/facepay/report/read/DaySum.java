package dev.facepay.report.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * One of the sums of a store's day. They are kept as a text with a line each: a month of a chain is
 * ten times as many numbers, and as fields these would take most of the time of a question.
 *
 * @param parts by what it is told apart: words without blanks, the device first
 * @param count of documents
 * @param added their numbers added up
 */
public record DaySum(Place place, List<String> parts, long count, long added) {

  static final String LINES = "lines";

  /** The same sums make the same text, in whatever order they come. */
  static String write(List<DaySum> sums) {
    return sums.stream()
        .map(sum -> String.join(" ", sum.parts) + " " + sum.count + " " + sum.added)
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  static List<DaySum> read(Document document) {
    Place place = Place.of(document);
    List<DaySum> sums = new ArrayList<>();
    for (String line : document.getString(LINES).split("\n", -1)) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      int parts = words.size() - 2;
      sums.add(
          new DaySum(
              place,
              words.subList(0, parts),
              Long.parseLong(words.get(parts)),
              Long.parseLong(words.get(parts + 1))));
    }
    return sums;
  }

  public String device() {
    return parts.getFirst();
  }
}
