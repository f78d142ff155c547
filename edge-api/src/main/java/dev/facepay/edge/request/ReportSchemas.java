package dev.facepay.edge.request;

import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** The bodies about trade reports for the API's description, from the constants that check them. */
public final class ReportSchemas {

  private ReportSchemas() {}

  public static Schema<?> word() {
    Schema<?> schema =
        object("What came of the SDK's call. No other fields.", ReportReader.WORD_REQUIRED);
    schema.addProperty("try", number("As in the job.", ReportReader.TRIES_MAX));
    StringSchema outcome = text("`confirmed` only after the SDK said SUCCESS.", "confirmed");
    outcome.setEnum(ReportReader.OUTCOMES);
    schema.addProperty("outcome", outcome);
    schema.addProperty(
        "err_code",
        atMost(
            ReportReader.CODE.charactersMax(),
            text(
                "The SDK's err_code or return_code, or `sdk_too_old`, `interrupted`, `no_answer`.",
                "271378620")));
    schema.addProperty(
        "return_msg",
        atMost(ReportReader.MESSAGE.charactersMax(), text("The SDK's words.", "call init")));
    StringSchema version = text("The face SDK's.", "2.13.0");
    version.setPattern("^" + FieldRule.VERSION.pattern() + "$");
    schema.addProperty("face_sdk_version", version);
    return schema;
  }

  public static Schema<?> trade() {
    Schema<?> schema =
        object(
            "A trade that was paid on this device, but not through FacePay. No other fields.",
            ReportReader.TRADE_REQUIRED);
    StringSchema number = text("The merchant's number of it at WeChat.", "T-20261122-0001");
    number.setPattern("^" + FieldRule.OUT_TRADE_NO.pattern() + "$");
    schema.addProperty("out_trade_no", number);
    StringSchema order = text("The shop's own number of what it sold; found by it.", "S17-0042");
    order.setPattern("^" + FieldRule.SHOP_NUMBER.pattern() + "$");
    schema.addProperty("order_no", order);
    StringSchema transaction =
        text("WeChat's number; found by it.", "4200002026112200000000000042");
    transaction.setPattern("^" + FieldRule.TRANSACTION_ID.pattern() + "$");
    schema.addProperty("transaction_id", transaction);
    schema.addProperty("total_fee", number("Fen (1/100 CNY).", Money.FEN_MAX));
    StringSchema paidAt = text("When it succeeded.", "2026-11-22T10:30:00+08:00");
    paidAt.setFormat("date-time");
    schema.addProperty("paid_at", paidAt);
    StringSchema code =
        text("The WeChat payment code, if the device has it.", "134567890123456789");
    code.setPattern("^" + FieldRule.AUTH_CODE.pattern() + "$");
    schema.addProperty("auth_code", code);
    return schema;
  }

  private static Schema<?> object(String description, List<String> required) {
    ObjectSchema schema = new ObjectSchema();
    schema.setTypes(Set.of("object"));
    schema.setDescription(description);
    schema.setRequired(required);
    schema.setAdditionalProperties(false);
    return schema;
  }

  private static StringSchema text(String description, String example) {
    StringSchema schema = new StringSchema();
    schema.setTypes(Set.of("string"));
    schema.setDescription(description);
    schema.setExample(example);
    return schema;
  }

  private static StringSchema atMost(int charactersMax, StringSchema schema) {
    schema.setMinLength(1);
    schema.setMaxLength(charactersMax);
    return schema;
  }

  private static IntegerSchema number(String description, long max) {
    IntegerSchema schema = new IntegerSchema();
    schema.setTypes(Set.of("integer"));
    schema.setFormat("int64");
    schema.setDescription(description);
    schema.setMinimum(BigDecimal.ONE);
    schema.setMaximum(BigDecimal.valueOf(max));
    return schema;
  }
}
