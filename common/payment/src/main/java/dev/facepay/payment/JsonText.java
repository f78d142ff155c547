package dev.facepay.payment;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks through a text that may be JSON. By hand, since this module has no library. */
final class JsonText {

  private static final int NESTING_MAX = 100;
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");

  private final String text;
  private int at;
  private boolean isSendable = true;

  private JsonText(String text) {
    this.text = text;
  }

  enum Look {
    OBJECT,
    /** An object, with a character in a string that can't be sent. */
    UNSENDABLE,
    OTHER
  }

  static Look look(String text) {
    JsonText json = new JsonText(text);
    json.blanks();
    if (!json.isAt('{') || !json.value(0)) {
      return Look.OTHER;
    }
    json.blanks();
    if (json.at < text.length()) {
      return Look.OTHER;
    }
    return json.isSendable ? Look.OBJECT : Look.UNSENDABLE;
  }

  private boolean value(int depth) {
    blanks();
    if (at >= text.length() || depth > NESTING_MAX) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '{' -> list('}', () -> string() && took(':') && value(depth + 1));
      case '[' -> list(']', () -> value(depth + 1));
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  @FunctionalInterface
  private interface Part {
    boolean take();
  }

  private boolean list(char end, Part part) {
    at++;
    if (took(end)) {
      return true;
    }
    while (part.take()) {
      if (took(end)) {
        return true;
      }
      if (!took(',')) {
        return false;
      }
    }
    return false;
  }

  private boolean string() {
    if (!took('"')) {
      return false;
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < 0x20 || (c == '\\' && !escape())) {
        return false;
      }
    }
    return false;
  }

  private boolean escape() {
    char c = at < text.length() ? text.charAt(at++) : 0;
    if (c != 'u') {
      isSendable &= c != 'b' && c != 'f';
      return "\"\\/bfnrt".indexOf(c) >= 0;
    }
    int value = 0;
    for (int end = at + 4; at < end; at++) {
      int digit = at < text.length() ? hex(text.charAt(at)) : -1;
      if (digit < 0) {
        return false;
      }
      value = value * 16 + digit;
    }
    // Six characters of the text, as it is sent.
    isSendable &= value == '\r' || FieldRule.isSendable((char) value);
    return true;
  }

  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private boolean word(String word) {
    boolean found = text.startsWith(word, at);
    at += word.length();
    return found;
  }

  private boolean number() {
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      return false;
    }
    at = number.end();
    return true;
  }

  private boolean took(char c) {
    blanks();
    if (!isAt(c)) {
      return false;
    }
    at++;
    return true;
  }

  private boolean isAt(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private void blanks() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
