package dev.facepay.report.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** Where a list goes on: behind this row. */
public record Cursor(Instant at, String id) {

  public String text() {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((at.toEpochMilli() + " " + id).getBytes(UTF_8));
  }

  /** Empty if it is none of ours. */
  public static Optional<Cursor> parse(String text) {
    try {
      String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(" ", 2);
      return parts.length == 2
          ? Optional.of(new Cursor(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
