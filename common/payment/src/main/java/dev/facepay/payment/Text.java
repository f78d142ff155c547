package dev.facepay.payment;

import java.util.function.IntPredicate;

/** The character rules of identifiers. */
final class Text {

  private Text() {}

  static void require(String value, int charactersMax, String what, IntPredicate allowed) {
    if (value.isEmpty() || value.length() > charactersMax || !value.chars().allMatch(allowed)) {
      throw new IllegalArgumentException(
          what + " must be 1 to " + charactersMax + " allowed characters");
    }
  }

  static boolean isAlphanumeric(int c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** WeChat's set for out_trade_no. */
  static boolean isOrderCharacter(int c) {
    return isAlphanumeric(c) || c == '_' || c == '-' || c == '|' || c == '*';
  }

  /** Printable ASCII without blanks, quotes or separators that our keys use. */
  static boolean isName(int c) {
    return isAlphanumeric(c) || c == '_' || c == '-' || c == '.';
  }
}
