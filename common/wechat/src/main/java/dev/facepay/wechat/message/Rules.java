package dev.facepay.wechat.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.InetAddress;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The shapes that field values can have. */
final class Rules {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,10}");
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private Rules() {}

  static Predicate<String> matching(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }

  /** One code unit is one character here: {@link #sendable} keeps out everything beyond. */
  static Predicate<String> text(int charsMax) {
    return value -> value.length() <= charsMax;
  }

  static Predicate<String> json(int charsMax) {
    return value -> value.length() <= charsMax && isJsonObject(value);
  }

  static boolean amount(String value) {
    if (!DIGITS.matcher(value).matches()) {
      return false;
    }
    long fen = Long.parseLong(value);
    return fen > 0 && fen <= Integer.MAX_VALUE;
  }

  static boolean ip(String value) {
    if (!IPV4.matcher(value).matches() && !(value.contains(":") && IPV6.matcher(value).matches())) {
      return false;
    }
    try {
      return !InetAddress.ofLiteral(value).getHostAddress().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Legal in XML 1.0, and at most three bytes in UTF-8: WeChat says that it does not take longer
   * ones, and a surrogate pair is exactly such a character.
   */
  static boolean sendable(String value) {
    return value
        .chars()
        .allMatch(
            c ->
                (c >= 0x20 || c == '\t' || c == '\n' || c == '\r')
                    && !Character.isSurrogate((char) c)
                    && c < 0xFFFE);
  }

  private static boolean isJsonObject(String value) {
    try (JsonParser json = JSON.createParser(value)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      json.skipChildren();
      return json.nextToken() == null;
    } catch (IOException e) {
      return false;
    }
  }
}
