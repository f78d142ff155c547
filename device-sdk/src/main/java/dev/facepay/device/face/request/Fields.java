package dev.facepay.device.face.request;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules that several requests share. Messages name the field, never its value. */
final class Fields {

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final Pattern OUT_TRADE_NO = Pattern.compile("[0-9A-Za-z_\\-|*]{1,32}");
  private static final Pattern PAYMENT_CODE = Pattern.compile("1[0-5][0-9]{16}");

  private Fields() {}

  static void require(String field, String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException(field + " is required");
    }
  }

  static void require(String field, String value, int charactersMax) {
    require(field, value);
    atMost(field, value, charactersMax);
  }

  static void atMost(String field, @Nullable String value, int charactersMax) {
    if (value != null && (value.isEmpty() || value.length() > charactersMax)) {
      throw new IllegalArgumentException(field + " has 1 to " + charactersMax + " characters");
    }
  }

  static void digits(String field, @Nullable String value) {
    if (value != null && !DIGITS.matcher(value).matches()) {
      throw new IllegalArgumentException(field + " consists of digits");
    }
  }

  static void outTradeNo(@Nullable String value) {
    if (value != null && !OUT_TRADE_NO.matcher(value).matches()) {
      throw new IllegalArgumentException("out_trade_no has 1 to 32 letters, digits or _-|*");
    }
  }

  static void paymentCode(String value) {
    if (!PAYMENT_CODE.matcher(value).matches()) {
      throw new IllegalArgumentException("auth_code has 18 digits and begins with 10 to 15");
    }
  }

  /** An absent field is left out: the SDK takes an empty one for a value. */
  static <V> void put(Map<String, ? super V> map, String field, @Nullable V value) {
    if (value != null) {
      map.put(field, value);
    }
  }
}
