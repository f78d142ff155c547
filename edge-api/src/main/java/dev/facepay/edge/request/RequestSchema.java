package dev.facepay.edge.request;

import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The request's fields for the API's description, from the same constants that check them. */
public final class RequestSchema {

  private RequestSchema() {}

  public static Schema<?> make() {
    ObjectSchema schema = new ObjectSchema();
    schema.setTypes(Set.of("object"));
    schema.setDescription("A wish to be paid. No other fields; no field twice; no null.");
    schema.setProperties(properties());
    schema.setRequired(RequestReader.REQUIRED);
    schema.setAdditionalProperties(false);
    return schema;
  }

  @SuppressWarnings("rawtypes") // swagger's own signature
  private static Map<String, Schema> properties() {
    Map<String, Schema> all = new LinkedHashMap<>();
    all.put(
        "order_no",
        shaped(
            FieldRule.ORDER_NO,
            "20261122S017D03000042",
            "What the shop sells. Make it and store it before the first request, and repeat it"
                + " unchanged."));
    IntegerSchema attempt =
        number(PaymentRef.ATTEMPTS_MAX, "Each new payment code of the order needs the next one.");
    attempt.setDefault(1);
    all.put("attempt", attempt);
    all.put(
        "auth_code",
        shaped(
            FieldRule.AUTH_CODE,
            "134567890123456789",
            "The face code or the code on the phone; sealed at once, never kept open."));
    all.put("total_fee", number(Money.FEN_MAX, "Fen (1/100 CNY)."));
    all.put(
        "body",
        text(
            FieldRule.BODY,
            "What the buyer reads on the bill; WeChat gets the first "
                + FieldRule.BODY_BYTES_MAX
                + " bytes of it."));
    all.put("channel", choice("How the code was got.", RequestReader.CHANNELS));
    all.put("detail", text(FieldRule.DETAIL, "Goods detail: a JSON object as text."));
    all.put(
        "attach",
        text(
            FieldRule.ATTACH,
            "Comes back in WeChat's records. Blanks alone are as if it were not there."));
    all.put(
        "goods_tag",
        text(
            FieldRule.GOODS_TAG,
            "For WeChat's coupons. Blanks alone are as if it were not there."));
    all.put("limit_pay", choice("No credit cards.", List.of(FieldRule.LIMIT_PAY.pattern())));
    StringSchema timeExpire =
        text("When WeChat shall close the unpaid order: 70 s away or more, before the year 9999.");
    timeExpire.setFormat("date-time");
    all.put("time_expire", timeExpire);
    return all;
  }

  private static StringSchema text(String description) {
    StringSchema schema = new StringSchema();
    schema.setTypes(Set.of("string"));
    schema.setDescription(description);
    return schema;
  }

  private static StringSchema text(FieldRule rule, String description) {
    StringSchema schema = text(description);
    schema.setMinLength(1);
    schema.setMaxLength(rule.charactersMax());
    return schema;
  }

  private static StringSchema shaped(FieldRule shape, String example, String description) {
    StringSchema schema = text(description);
    schema.setPattern("^" + shape.pattern() + "$");
    schema.setExample(example);
    return schema;
  }

  private static StringSchema choice(String description, List<String> words) {
    StringSchema schema = text(description);
    schema.setEnum(words);
    return schema;
  }

  private static IntegerSchema number(long max, String description) {
    IntegerSchema schema = new IntegerSchema();
    schema.setTypes(Set.of("integer"));
    schema.setFormat("int64");
    schema.setDescription(description);
    schema.setMinimum(BigDecimal.ONE);
    schema.setMaximum(BigDecimal.valueOf(max));
    return schema;
  }
}
