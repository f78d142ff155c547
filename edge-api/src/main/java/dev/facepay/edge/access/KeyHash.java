package dev.facepay.edge.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of a device's key, in lower-case hex. Keys are long and random, so a plain hash is enough
 * to make a lost file useless.
 */
record KeyHash(String hex) {

  static final int KEY_CHARACTERS_MIN = 16;
  static final int KEY_CHARACTERS_MAX = 256;

  KeyHash {
    if (hex.length() != 64 || !hex.chars().allMatch(KeyHash::isLowerHex)) {
      throw new IllegalArgumentException("a key's hash is 64 lower-case hex digits of SHA-256");
    }
  }

  /**
   * @throws IllegalArgumentException if it is too short or too long for a key
   */
  static KeyHash of(String key) {
    if (key.length() < KEY_CHARACTERS_MIN || key.length() > KEY_CHARACTERS_MAX) {
      throw new IllegalArgumentException(
          "a key has " + KEY_CHARACTERS_MIN + " to " + KEY_CHARACTERS_MAX + " characters");
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return new KeyHash(HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static boolean isLowerHex(int c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  }

  @Override
  public String toString() {
    return "KeyHash";
  }
}
