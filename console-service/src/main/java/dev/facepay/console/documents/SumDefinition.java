package dev.facepay.console.documents;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * What is counted of documents: how many of each kind a device has on a day, and some of their
 * numbers added up.
 *
 * @param time the field by which a day's documents are told apart, so that not all of them need be
 *     counted again
 * @param kind the fields by which a device's are told apart; each a word without blanks, in every
 *     document
 * @param added the fields that are added up; a document without one adds 0 to it
 */
public record SumDefinition(String time, List<String> kind, List<String> added) {

  private static final String DEVICE = "device_id";

  public SumDefinition {
    kind = List.copyOf(kind);
    added = List.copyOf(added);
  }

  /** The index that counting needs, with all that is read. */
  public Document index() {
    Document keys = new Document(StoreDay.DAY, 1).append(StoreDay.MERCHANT, 1).append(time, 1);
    keys.append(StoreDay.STORE, 1).append(DEVICE, 1);
    kind.forEach(field -> keys.append(field, 1));
    added.forEach(field -> keys.append(field, 1));
    return keys;
  }

  List<String> fields() {
    return List.copyOf(index().keySet());
  }

  /** The minute in which a document is counted. */
  TimeSlot slot(Document document) {
    return TimeSlot.minute(StoreDay.of(document), document.getDate(time));
  }

  /** One merchant's day, whatever the store. */
  Document ofDay(String day, String merchant) {
    return new Document(StoreDay.DAY, day).append(StoreDay.MERCHANT, merchant);
  }

  /**
   * The same in one minute.
   *
   * @param minute a {@link TimeSlot#begin}
   */
  Document ofMinute(String day, String merchant, String minute) {
    Instant begin = Instant.parse(minute + ":00Z");
    Document during =
        new Document("$gte", Date.from(begin))
            .append("$lt", Date.from(begin.plus(Duration.ofMinutes(1))));
    return ofDay(day, merchant).append(time, during);
  }

  /** What one document adds. */
  DaySum one(Document document) {
    return new DaySum(
        StoreDay.of(document),
        document.getString(DEVICE),
        kind.stream().map(document::getString).collect(Collectors.joining(" ")),
        1,
        added.stream().map(field -> number(document, field)).toList());
  }

  /** In whichever width the database gives it; 0 where there is none. */
  public static long number(Document in, String name) {
    return in.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
