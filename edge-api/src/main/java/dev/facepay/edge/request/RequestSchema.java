package dev.facepay.edge.request;

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
import java.util.regex.Pattern;

/** The request's fields for the API's description, from the same constants that check them. */
public final class RequestSchema {

  private RequestSchema() {}

  public static Schema<?> make() {
    ObjectSchema schema = new ObjectSchema();
    schema.setTypes(Set.of("object"));
    schema.setDescription("A wish to be paid. No other fields; no field twice; no null.");
    schema.setProperties(properties());
    schema.setRequired(FieldRules.REQUIRED);
    schema.setAdditionalProperties(false);
    return schema;
  }

  @SuppressWarnings("rawtypes") // swagger's own signature
  private static Map<String, Schema> properties() {
    Map<String, Schema> all = new LinkedHashMap<>();
    all.put(
        "order_no",
        shaped(
            FieldRules.ORDER_NO,
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
            FieldRules.AUTH_CODE,
            "134567890123456789",
            "The face code or the code on the phone; sealed at once, never kept open."));
    all.put("total_fee", number(Money.FEN_MAX, "Fen (1/100 CNY)."));
    all.put("body", text(FieldRules.BODY_MAX, "What the buyer reads on the bill."));
    all.put("channel", choice("How the code was got.", "face", "code"));
    all.put("detail", text(FieldRules.DETAIL_MAX, "Goods detail: a JSON object as text."));
    all.put("attach", text(FieldRules.ATTACH_MAX, "Comes back in WeChat's records."));
    all.put("goods_tag", text(FieldRules.GOODS_TAG_MAX, "For WeChat's coupons."));
    all.put("limit_pay", choice("No credit cards.", "no_credit"));
    StringSchema timeExpire =
        text("When WeChat shall close the unpaid order: more than a minute away.");
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

  private static StringSchema text(int charactersMax, String description) {
    StringSchema schema = text(description);
    schema.setMinLength(1);
    schema.setMaxLength(charactersMax);
    return schema;
  }

  private static StringSchema shaped(Pattern shape, String example, String description) {
    StringSchema schema = text(description);
    schema.setPattern("^" + shape.pattern() + "$");
    schema.setExample(example);
    return schema;
  }

  private static StringSchema choice(String description, String... words) {
    StringSchema schema = text(description);
    schema.setEnum(List.of(words));
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
