package dev.facepay.payment;

import java.util.Map;

/** The fields that every fact of a payment carries. */
final class RefFields {

  private RefFields() {}

  static void write(PaymentRef ref, Map<String, Object> out) {
    out.put("payment_id", ref.id().toString());
    out.put("merchant_id", ref.id().merchant().value());
    if (ref.subMerchant() != null) {
      out.put("sub_merchant_id", ref.subMerchant().value());
    }
    out.put("order_no", ref.orderNo().value());
    out.put("attempt", ref.attempt());
    out.put("out_trade_no", ref.id().outTradeNo().value());
    out.put("store_id", ref.store().value());
    out.put("device_id", ref.device().value());
    out.put("amount_fen", ref.amount().fen());
    out.put("currency", Money.CURRENCY);
    out.put("channel", ref.channel().wire());
    out.put("requested_at", FieldReader.time(ref.requestedAt()));
    out.put("fingerprint", ref.fingerprint());
  }

  static PaymentRef read(FieldReader in) {
    String subMerchant = in.optional("sub_merchant_id");
    return new PaymentRef(
        PaymentId.parse(in.text("payment_id")),
        new OrderNo(in.text("order_no")),
        in.number("attempt"),
        subMerchant == null ? null : new MerchantId(subMerchant),
        new StoreId(in.text("store_id")),
        new DeviceId(in.text("device_id")),
        new Money(in.longNumber("amount_fen")),
        in.coded(Channel.class, "channel"),
        in.time("requested_at"),
        in.text("fingerprint"));
  }
}
