package dev.facepay.payment;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads flat fields with an error that names the field. */
record FieldReader(Map<String, ?> fields) {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /** What four digits of a year can say; whatever is inside has epoch milliseconds. */
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

  private static final Instant PAST_LAST = Instant.parse("+10000-01-01T00:00:00Z");

  static String time(Instant time) {
    return TIME.format(time);
  }

  static void putIfPresent(Map<String, Object> out, String name, @Nullable String value) {
    if (value != null) {
      out.put(name, value);
    }
  }

  String text(String name) {
    String value = optional(name);
    if (value == null) {
      throw new IllegalArgumentException("field " + name + " is missing");
    }
    return value;
  }

  @Nullable String optional(String name) {
    return switch (fields.get(name)) {
      case null -> null;
      case String text -> text;
      default -> throw new IllegalArgumentException("field " + name + " is not a text");
    };
  }

  long longNumber(String name) {
    return switch (fields.get(name)) {
      case Integer number -> number;
      case Long number -> number;
      case null, default ->
          throw new IllegalArgumentException("field " + name + " is not a whole number");
    };
  }

  int number(String name) {
    return Math.toIntExact(longNumber(name));
  }

  boolean flag(String name) {
    if (fields.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw new IllegalArgumentException("field " + name + " is not true or false");
  }

  Instant time(String name) {
    try {
      Instant time = Instant.parse(text(name));
      if (!time.isBefore(FIRST) && time.isBefore(PAST_LAST)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("field " + name + " is not a time", e);
    }
    throw new IllegalArgumentException("field " + name + " is a time beyond four-digit years");
  }

  @Nullable Instant optionalTime(String name) {
    return fields.containsKey(name) ? time(name) : null;
  }

  @Nullable Long optionalLong(String name) {
    return fields.containsKey(name) ? longNumber(name) : null;
  }

  @Nullable Boolean optionalFlag(String name) {
    return fields.containsKey(name) ? flag(name) : null;
  }

  <E extends Enum<E> & Coded<E>> @Nullable Coded<E> optionalCoded(Class<E> type, String name) {
    return fields.containsKey(name) ? coded(type, name) : null;
  }

  <E extends Enum<E> & Coded<E>> Coded<E> coded(Class<E> type, String name) {
    return Coded.read(type, text(name));
  }
}
