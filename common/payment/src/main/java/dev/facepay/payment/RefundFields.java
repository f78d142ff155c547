package dev.facepay.payment;

import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of facts about refunds. */
final class RefundFields {

  private RefundFields() {}

  static void write(RefundFact fact, Map<String, Object> out) {
    writeRefund(fact.refund(), out);
    out.put("version", fact.version());
    out.put("occurred_at", FieldReader.time(fact.occurredAt()));
    switch (fact) {
      case RefundRequested f -> {
        out.put("why", f.why());
        out.put("asked_by", f.askedBy().wire());
        out.put("who", f.who());
      }
      case RefundChanged f -> {
        out.put("refund_id", f.refundId());
        FieldReader.putIfPresent(out, "receiving_account", f.receivingAccount());
      }
      case RefundSucceeded f -> {
        out.put("refund_id", f.refundId());
        putIfPresent(out, "settlement_fen", f.settlementFen());
        putIfPresent(out, "cash_fen", f.cashFen());
        putIfPresent(out, "coupon_fen", f.couponFen());
        FieldReader.putIfPresent(out, "receiving_account", f.receivingAccount());
        if (f.succeededAt() != null) {
          out.put("succeeded_at", FieldReader.time(f.succeededAt()));
        }
      }
      case RefundFailed f -> {
        out.put("reason", f.reason().wire());
        out.put("gateway_code", f.gatewayCode());
        out.put("gateway_text", f.gatewayText());
      }
    }
  }

  static RefundRequested requested(FieldReader in) {
    return new RefundRequested(
        refund(in), in.text("why"), in.coded(RefundAsker.class, "asked_by"), in.text("who"));
  }

  static RefundChanged changed(FieldReader in) {
    return new RefundChanged(
        refund(in), in.text("refund_id"), in.optional("receiving_account"), in.time("occurred_at"));
  }

  static RefundSucceeded succeeded(FieldReader in) {
    return new RefundSucceeded(
        refund(in),
        in.text("refund_id"),
        optionalFen(in, "settlement_fen"),
        optionalFen(in, "cash_fen"),
        optionalFen(in, "coupon_fen"),
        in.optional("receiving_account"),
        in.optionalTime("succeeded_at"),
        in.time("occurred_at"));
  }

  static RefundFailed failed(FieldReader in) {
    return new RefundFailed(
        refund(in),
        in.coded(RefundFailure.class, "reason"),
        in.text("gateway_code"),
        in.text("gateway_text"),
        in.time("occurred_at"),
        in.number("version"));
  }

  private static void writeRefund(RefundRef refund, Map<String, Object> out) {
    out.put("payment_id", refund.payment().toString());
    out.put("merchant_id", refund.payment().merchant().value());
    if (refund.subMerchant() != null) {
      out.put("sub_merchant_id", refund.subMerchant().value());
    }
    out.put("order_no", refund.orderNo().value());
    out.put("attempt", refund.attempt());
    out.put("out_trade_no", refund.payment().outTradeNo().value());
    out.put("store_id", refund.store().value());
    out.put("refund_no", refund.refundNo().value());
    out.put("out_refund_no", refund.outRefundNo());
    out.put("refund_fen", refund.amount().fen());
    out.put("currency", Money.CURRENCY);
    out.put("refund_requested_at", FieldReader.time(refund.requestedAt()));
  }

  private static RefundRef refund(FieldReader in) {
    String subMerchant = in.optional("sub_merchant_id");
    return new RefundRef(
        PaymentId.parse(in.text("payment_id")),
        new OrderNo(in.text("order_no")),
        in.number("attempt"),
        subMerchant == null ? null : new MerchantId(subMerchant),
        new StoreId(in.text("store_id")),
        new RefundNo(in.text("refund_no")),
        new Money(in.longNumber("refund_fen")),
        in.time("refund_requested_at"));
  }

  private static void putIfPresent(Map<String, Object> out, String name, @Nullable Long fen) {
    if (fen != null) {
      out.put(name, fen);
    }
  }

  private static @Nullable Long optionalFen(FieldReader in, String name) {
    return in.fields().containsKey(name) ? in.longNumber(name) : null;
  }
}
