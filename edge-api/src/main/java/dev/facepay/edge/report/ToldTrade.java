package dev.facepay.edge.report;

import dev.facepay.payment.Money;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.TradeNumbers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A trade that was paid on a device, but not through FacePay.
 *
 * @param numbers by what else people know it
 * @param authCode the payment code, open, or null if the device has none
 */
public record ToldTrade(
    OutTradeNo outTradeNo,
    TradeNumbers numbers,
    Money totalFee,
    Instant paidAt,
    @Nullable String authCode) {

  @Override
  public String toString() {
    return "ToldTrade[" + outTradeNo + "]";
  }
}
