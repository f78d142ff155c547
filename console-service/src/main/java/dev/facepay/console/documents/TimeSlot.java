package dev.facepay.console.documents;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bson.Document;

/**
 * A stretch of a store's day: a minute, which is counted at once however many payments the day has,
 * an hour, which is made of its minutes, or the day, which is made of its hours.
 *
 * @param begin UTC, like 2026-11-22T10:31 or 2026-11-22T10; empty: the whole day
 */
record TimeSlot(StoreDay place, String begin) implements Comparable<TimeSlot> {

  private static final String BEGIN = "begin";
  private static final int MINUTE_LENGTH = "2026-11-22T10:31".length();
  private static final int HOUR_LENGTH = "2026-11-22T10".length();

  private static final Comparator<TimeSlot> ORDER =
      Comparator.comparing(TimeSlot::place).thenComparing(TimeSlot::begin);

  static TimeSlot day(StoreDay place) {
    return new TimeSlot(place, "");
  }

  static TimeSlot minute(StoreDay place, Date at) {
    return new TimeSlot(place, at.toInstant().toString().substring(0, MINUTE_LENGTH));
  }

  /** From what is kept of it; what says nothing of a begin is of the whole day. */
  static TimeSlot of(Document document) {
    String begin = document.getString(BEGIN);
    return new TimeSlot(StoreDay.of(document), Objects.requireNonNullElse(begin, ""));
  }

  /** Those minutes or hours of a place that begin from one time on to before another. */
  static List<TimeSlot> between(StoreDay place, Instant from, Instant to, boolean isHours) {
    ChronoUnit unit = isHours ? ChronoUnit.HOURS : ChronoUnit.MINUTES;
    int length = isHours ? HOUR_LENGTH : MINUTE_LENGTH;
    List<TimeSlot> slots = new ArrayList<>();
    for (Instant at = from.truncatedTo(unit); at.isBefore(to); at = at.plus(1, unit)) {
      slots.add(new TimeSlot(place, at.toString().substring(0, length)));
    }
    return slots;
  }

  /** Of a minute or an hour. */
  Instant at() {
    return Instant.parse(begin + (begin.length() == HOUR_LENGTH ? ":00:00Z" : ":00Z"));
  }

  boolean isDay() {
    return begin.isEmpty();
  }

  boolean isMinute() {
    return begin.length() == MINUTE_LENGTH;
  }

  /** What it is a part of. */
  TimeSlot parent() {
    return new TimeSlot(place, isMinute() ? begin.substring(0, HOUR_LENGTH) : "");
  }

  /** The same stretch of a wider place; empty if there is none. */
  Optional<TimeSlot> wider() {
    return place.wider().map(wider -> new TimeSlot(wider, begin));
  }

  /** Its fields in what is kept of it. */
  Document document() {
    Document document = place.document();
    return isDay() ? document : document.append(BEGIN, begin);
  }

  String id() {
    return isDay() ? place.id() : place.id() + " " + begin;
  }

  @Override
  public int compareTo(TimeSlot other) {
    return ORDER.compare(this, other);
  }
}
