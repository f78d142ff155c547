package dev.facepay.console.documents;

import java.util.Comparator;
import java.util.Date;
import java.util.Objects;
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

  boolean isDay() {
    return begin.isEmpty();
  }

  /** What it is a part of. */
  TimeSlot parent() {
    return new TimeSlot(
        place, begin.length() == MINUTE_LENGTH ? begin.substring(0, HOUR_LENGTH) : "");
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
