package dev.facepay.wechat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** {@code yyyyMMddHHmmss}, UTC+8. */
final class WireTime {

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmss").withResolverStyle(ResolverStyle.STRICT);

  private static final DateTimeFormatter SPACED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  private WireTime() {}

  /** As WeChat writes it; parts of a second are cut off. */
  static String write(Instant instant) {
    return FORMAT.format(instant.atOffset(ZONE));
  }

  /** Empty when the text is no such time. */
  static Optional<Instant> read(String text) {
    return read(text, FORMAT);
  }

  /** {@code yyyy-MM-dd HH:mm:ss}, as refunds have it. */
  static Optional<Instant> readSpaced(String text) {
    return read(text, SPACED);
  }

  private static Optional<Instant> read(String text, DateTimeFormatter format) {
    try {
      return Optional.of(LocalDateTime.parse(text, format).toInstant(ZONE));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
