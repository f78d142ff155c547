package dev.facepay.edge.reports;

import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.TradeNumbers;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A trade that was paid on a device, but not through FacePay.
 *
 * @param numbers by what else people know it
 * @param authCode the payment code, open, or null if the device has none
 */
public record ExternalTrade(
    OutTradeNo outTradeNo,
    TradeNumbers numbers,
    Money totalFee,
    Instant paidAt,
    @Nullable String authCode) {

  public static Read<ExternalTrade> read(byte[] json) {
    return RequestBody.read(
        json,
        List.of("out_trade_no", "total_fee", "paid_at"),
        Set.of("order_no", "transaction_id", "auth_code"),
        ExternalTrade::of);
  }

  private static @Nullable ExternalTrade of(RequestBody in) {
    String number = in.text("out_trade_no", FieldRule.OUT_TRADE_NO);
    String order = in.text("order_no", FieldRule.SHOP_NUMBER);
    String transaction = in.text("transaction_id", FieldRule.TRANSACTION_ID);
    long fee = in.has("total_fee") ? in.number("total_fee", 1, Money.FEN_MAX) : 1;
    Instant paidAt = in.time("paid_at");
    String code = in.text("auth_code", FieldRule.AUTH_CODE);
    return number == null || paidAt == null
        ? null
        : new ExternalTrade(
            new OutTradeNo(number),
            new TradeNumbers(order, transaction),
            new Money(fee),
            paidAt,
            code);
  }

  @Override
  public String toString() {
    return "ExternalTrade[" + outTradeNo + "]";
  }
}
