package dev.facepay.simulation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** An answer as it is written on the wire, signed by the rule of the specification. */
final class Answer {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.ofHours(8));

  private final Map<String, String> fields = new TreeMap<>();

  private Answer() {}

  static Answer succeeded(String number) {
    return new Answer().with("result_code", "SUCCESS").about(number);
  }

  static Answer failed(String number, String code) {
    return new Answer().with("result_code", "FAIL").with("err_code", code).about(number);
  }

  static Answer bought(Order order) {
    Order.Charge charge = order.charges.getFirst();
    return succeeded(order.number)
        .with("trade_type", "MICROPAY")
        .with("total_fee", Long.toString(charge.fen))
        .with("transaction_id", "42000" + Math.floorMod(order.number.hashCode(), 1_000_000))
        .with("time_end", TIME.format(World.instant(charge.at)));
  }

  /** The order's number is not among the fields of this one (spec section 7). */
  static Answer reversed(String number) {
    Answer answer = succeeded(number).with("recall", "N");
    answer.fields.remove("out_trade_no");
    return answer;
  }

  private Answer about(String number) {
    return with("return_code", "SUCCESS")
        .with("appid", Terms.APP_ID)
        .with("mch_id", Terms.MCH_ID)
        .with("nonce_str", "n")
        .with("out_trade_no", number);
  }

  Answer with(String name, String value) {
    fields.put(name, value);
    return this;
  }

  String signed() {
    return signed(Terms.API_KEY);
  }

  String signed(String key) {
    StringBuilder text = new StringBuilder();
    fields.forEach((name, value) -> text.append(name).append('=').append(value).append('&'));
    text.append("key=").append(key);
    try {
      byte[] hash =
          MessageDigest.getInstance("MD5").digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return xml(HexFormat.of().withUpperCase().formatHex(hash));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  String unsigned() {
    return xml("");
  }

  private String xml(String sign) {
    StringBuilder out = new StringBuilder("<xml>");
    fields.forEach(
        (name, value) ->
            out.append('<')
                .append(name)
                .append('>')
                .append(value)
                .append("</")
                .append(name)
                .append('>'));
    if (!sign.isEmpty()) {
      out.append("<sign>").append(sign).append("</sign>");
    }
    return out.append("</xml>").toString();
  }
}
