package dev.facepay.console.documents;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of documents: how many of each kind a device has on a day, and some of their
 * numbers added up.
 *
 * @param time the field by which a day's documents are told apart, so that not all of them need be
 *     counted again
 * @param kind the fields by which a device's are told apart; each a word without blanks, in every
 *     document
 * @param added the fields that are added up; a document without one adds 0 to it
 * @param finer the same, but of minutes and hours alone, so that days stay short
 * @param spread the field with milliseconds of which minutes and hours keep how many took how long
 *     ({@link Spread}); null: none. A document without it is in no class
 */
public record SumDefinition(
    String time,
    List<String> kind,
    List<String> added,
    List<String> finer,
    @Nullable String spread) {

  private static final String DEVICE = "device_id";

  public SumDefinition {
    kind = List.copyOf(kind);
    added = List.copyOf(added);
    finer = List.copyOf(finer);
  }

  /** The index that counting needs, with all that is read. */
  public Document index() {
    Document keys = new Document(StoreDay.DAY, 1).append(StoreDay.MERCHANT, 1).append(time, 1);
    keys.append(StoreDay.STORE, 1).append(DEVICE, 1);
    kind.forEach(field -> keys.append(field, 1));
    added.forEach(field -> keys.append(field, 1));
    finer.forEach(field -> keys.append(field, 1));
    if (spread != null) {
      keys.append(spread, 1);
    }
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

  /**
   * In how many milliseconds that share of all was done, to some 10 %; empty if none was.
   *
   * @param share above 0, to 1
   * @param sums of minutes or hours
   */
  public OptionalLong within(double share, Collection<DaySum> sums) {
    int first = added.size() + finer.size();
    return Spread.within(share, of -> sums.stream().mapToLong(sum -> sum.added(first + of)).sum());
  }

  /** What one document adds. */
  DaySum one(Document document) {
    List<Long> numbers = new ArrayList<>();
    added.forEach(field -> numbers.add(number(document, field)));
    finer.forEach(field -> numbers.add(number(document, field)));
    if (spread != null && document.get(spread) instanceof Number took) {
      numbers.addAll(Spread.one(took.longValue()));
    }
    return new DaySum(
        StoreDay.of(document),
        document.getString(DEVICE),
        kind.stream().map(document::getString).collect(Collectors.joining(" ")),
        1,
        numbers);
  }

  /** In whichever width the database gives it; 0 where there is none. */
  public static long number(Document in, String name) {
    return in.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
