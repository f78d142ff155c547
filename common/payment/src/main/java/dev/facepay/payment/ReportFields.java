package dev.facepay.payment;

import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of facts about trade reports. */
final class ReportFields {

  private static final String CODE = "auth_code_sealed";

  private ReportFields() {}

  static void write(ReportFact fact, Map<String, Object> out) {
    writeTrade(fact.trade(), out);
    out.put("version", fact.version());
    out.put("occurred_at", FieldReader.time(fact.occurredAt()));
    switch (fact) {
      case ReportNeeded f -> {
        out.put("try", f.tryNo());
        out.put("method", f.method().wire());
        writeCode(f.authCode(), out);
      }
      case ReportDelayed f -> {
        out.put("try", f.tryNo());
        out.put("reason", f.reason().wire());
        out.put("attention", f.attention());
      }
      case ReportTold f -> {
        out.put("try", f.tryNo());
        out.put("outcome", f.outcome().wire());
        out.put("err_code", f.code());
        out.put("return_msg", f.text());
        FieldReader.putIfPresent(out, "face_sdk_version", f.faceSdkVersion());
      }
      case TradeTold f -> {
        FieldReader.putIfPresent(out, "order_no", f.numbers().orderNo());
        FieldReader.putIfPresent(out, "transaction_id", f.numbers().transactionId());
        out.put("amount_fen", f.amount().fen());
        out.put("currency", Money.CURRENCY);
        out.put("paid_at", FieldReader.time(f.paidAt()));
        writeCode(f.authCode(), out);
        out.put("fingerprint", f.fingerprint());
      }
      case ReportActRequested f -> {
        out.put("try", f.tryNo());
        out.put("paid_at", FieldReader.time(f.paidAt()));
        out.put("act", f.act().wire());
        out.put("who", f.who());
        out.put("why", f.why());
        out.put("evidence", f.evidence());
      }
    }
  }

  static ReportNeeded needed(FieldReader in) {
    return new ReportNeeded(
        trade(in),
        in.number("try"),
        in.coded(ReportMethod.class, "method"),
        code(in),
        in.time("occurred_at"));
  }

  static ReportDelayed delayed(FieldReader in) {
    return new ReportDelayed(
        trade(in),
        in.number("try"),
        in.coded(ReportDelay.class, "reason"),
        in.flag("attention"),
        in.time("occurred_at"));
  }

  static ReportTold told(FieldReader in) {
    return new ReportTold(
        trade(in),
        in.number("try"),
        in.coded(ReportOutcome.class, "outcome"),
        in.text("err_code"),
        in.text("return_msg"),
        in.optional("face_sdk_version"),
        in.time("occurred_at"));
  }

  static TradeTold tradeTold(FieldReader in) {
    return new TradeTold(
        trade(in),
        new TradeNumbers(in.optional("order_no"), in.optional("transaction_id")),
        new Money(in.longNumber("amount_fen")),
        in.time("paid_at"),
        code(in),
        in.text("fingerprint"),
        in.time("occurred_at"));
  }

  static ReportActRequested actRequested(FieldReader in) {
    return new ReportActRequested(
        trade(in),
        in.number("try"),
        in.time("paid_at"),
        in.coded(Act.class, "act"),
        in.text("who"),
        in.text("why"),
        in.text("evidence"),
        in.time("occurred_at"));
  }

  private static void writeTrade(TradeRef trade, Map<String, Object> out) {
    out.put("trade_id", trade.id().toString());
    out.put("merchant_id", trade.id().merchant().value());
    if (trade.subMerchant() != null) {
      out.put("sub_merchant_id", trade.subMerchant().value());
    }
    out.put("out_trade_no", trade.id().outTradeNo().value());
    out.put("store_id", trade.store().value());
    out.put("device_id", trade.device().value());
  }

  private static TradeRef trade(FieldReader in) {
    String subMerchant = in.optional("sub_merchant_id");
    return new TradeRef(
        PaymentId.parse(in.text("trade_id")),
        subMerchant == null ? null : new MerchantId(subMerchant),
        new StoreId(in.text("store_id")),
        new DeviceId(in.text("device_id")));
  }

  private static void writeCode(@Nullable Sealed code, Map<String, Object> out) {
    FieldReader.putIfPresent(out, CODE, code == null ? null : code.text());
  }

  private static @Nullable Sealed code(FieldReader in) {
    String text = in.optional(CODE);
    return text == null ? null : new Sealed(text);
  }
}
