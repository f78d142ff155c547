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
      return Instant.parse(text(name));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("field " + name + " is not a time", e);
    }
  }

  @Nullable Instant optionalTime(String name) {
    return fields.containsKey(name) ? time(name) : null;
  }

  <E extends Enum<E> & WireName> E constant(Class<E> type, String name) {
    return WireName.parse(type, text(name));
  }
}
