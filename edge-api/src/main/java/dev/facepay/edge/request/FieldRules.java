package dev.facepay.edge.request;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The shapes of the fields (spec section 5). */
final class FieldRules {

  static final List<String> REQUIRED =
      List.of("order_no", "auth_code", "total_fee", "body", "channel");

  static final Set<String> NAMES =
      Set.of(
          "order_no",
          "attempt",
          "auth_code",
          "total_fee",
          "body",
          "channel",
          "detail",
          "attach",
          "goods_tag",
          "limit_pay",
          "time_expire");

  static final int BODY_MAX = 128;
  static final int DETAIL_MAX = 6000;
  static final int ATTACH_MAX = 127;
  static final int GOODS_TAG_MAX = 32;

  static final Pattern ORDER_NO = Pattern.compile("[0-9A-Za-z_\\-|*]{1,28}");
  static final Pattern AUTH_CODE = Pattern.compile("1[0-5][0-9]{16}");
  static final Pattern LIMIT_PAY = Pattern.compile("no_credit");
  static final Pattern CHANNEL = Pattern.compile("face|code");

  private FieldRules() {}

  /**
   * What may stand in XML 1.0 and has at most three bytes in UTF-8; a surrogate is half of a
   * character of four.
   */
  static boolean isSendable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
      if (control || Character.isSurrogate(c) || c >= 0xFFFE) {
        return false;
      }
    }
    return true;
  }
}
