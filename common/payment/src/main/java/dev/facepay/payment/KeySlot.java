package dev.facepay.payment;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A key that a device may show. Two can be alive while a device changes from one to the next.
 *
 * @param hash SHA-256 of the key, 64 hex digits; the key itself is the device's alone
 * @param until from when it opens nothing any more, or null
 */
public record KeySlot(String hash, @Nullable Instant until) {

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  public KeySlot {
    if (!HASH.matcher(hash).matches()) {
      throw new IllegalArgumentException("a key hash is 64 lower-case hex digits");
    }
  }
}
