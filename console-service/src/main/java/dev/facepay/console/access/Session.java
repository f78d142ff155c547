package dev.facepay.console.access;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a browser keeps, sealed, of a person who has logged in; nothing is kept here.
 *
 * @param key the operator's; looked up with each request, so that one which is taken away ends it
 * @param begun at the login
 * @param used when the person last did something, to a minute
 */
record Session(String key, Instant begun, Instant used) {

  /** Written anew this seldom: not with each request. */
  private static final Duration RENEWED_AFTER = Duration.ofMinutes(1);

  private static final String VERSION = "1";

  static Session begin(String key, Instant now) {
    return new Session(key, now, now);
  }

  Session used(Instant now) {
    return new Session(key, begun, now);
  }

  boolean isRenewedAt(Instant now) {
    return !now.isBefore(used.plus(RENEWED_AFTER));
  }

  Instant idleAt(SessionSettings settings) {
    return used.plus(settings.idle());
  }

  Instant overAt(SessionSettings settings) {
    return begun.plus(settings.lasts());
  }

  String text() {
    return String.join(
        " ", VERSION, Long.toString(begun.toEpochMilli()), Long.toString(used.toEpochMilli()), key);
  }

  /**
   * @return null of a text by another release
   */
  static @Nullable Session parse(String text) {
    String[] parts = text.split(" ", 4);
    return parts.length == 4 && parts[0].equals(VERSION)
        ? new Session(
            parts[3],
            Instant.ofEpochMilli(Long.parseLong(parts[1])),
            Instant.ofEpochMilli(Long.parseLong(parts[2])))
        : null;
  }

  @Override
  public String toString() {
    return "Session";
  }
}
