package dev.facepay.edge.request;

import dev.facepay.payment.Channel;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.WireName;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A body → a request, or all that is wrong with it. Strict: an unknown or doubled field is more
 * likely a mistake than a wish, and with money a mistake is told at once.
 */
public final class RequestReader {

  static final List<String> REQUIRED =
      List.of("order_no", "auth_code", "total_fee", "body", "channel");

  static final List<String> CHANNELS = List.of(Channel.FACE.wire(), Channel.CODE.wire());

  private static final Set<String> NAMES =
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

  /** The body is flat: depth is bounded so that a hostile one costs nothing. */
  private static final int NESTING_MAX = 8;

  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private RequestReader() {}

  public static Reading read(byte[] json) {
    try {
      JsonNode body = MAPPER.readTree(json);
      return body.isObject() ? read(body) : new Reading.Malformed("the body is not a JSON object");
    } catch (JacksonException e) {
      return new Reading.Malformed(place(e));
    }
  }

  static String place(JacksonException e) {
    return e.getLocation() == null
        ? "the body is not JSON"
        : "the body is not JSON, or has a field twice, at line %d column %d"
            .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
  }

  private static Reading read(JsonNode json) {
    BodyFields in = new BodyFields(json);
    in.refuseOthersThan(NAMES);
    in.require(REQUIRED);
    String orderNo = in.text("order_no", FieldRule.ORDER_NO);
    String authCode = in.text("auth_code", FieldRule.AUTH_CODE);
    String body = in.text("body", FieldRule.BODY);
    String channel = in.word("channel", CHANNELS);
    long attempt = in.has("attempt") ? in.number("attempt", 1, PaymentRef.ATTEMPTS_MAX) : 1;
    long totalFee = in.has("total_fee") ? in.number("total_fee", 1, Money.FEN_MAX) : 1;
    String detail = in.text("detail", FieldRule.DETAIL);
    String attach = in.text("attach", FieldRule.ATTACH);
    String goodsTag = in.text("goods_tag", FieldRule.GOODS_TAG);
    String limitPay = in.text("limit_pay", FieldRule.LIMIT_PAY);
    Instant timeExpire = in.time("time_expire");
    if (!in.errors().isEmpty()
        || orderNo == null
        || authCode == null
        || body == null
        || channel == null) {
      return new Reading.Invalid(in.errors());
    }
    return new Reading.Valid(
        new PaymentRequest(
            new OrderNo(orderNo),
            (int) attempt,
            authCode,
            new Money(totalFee),
            body,
            WireName.parse(Channel.class, channel),
            detail,
            attach,
            goodsTag,
            limitPay,
            timeExpire));
  }
}
