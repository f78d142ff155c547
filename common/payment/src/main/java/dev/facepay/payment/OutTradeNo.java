package dev.facepay.payment;

/**
 * WeChat's name for one attempt ({@code out_trade_no}, 1–32 characters; unique per merchant).
 *
 * <p>The order number itself for the first attempt, {@code order-N} after. Two orders can therefore
 * meet in one number ({@code A} attempt 2, {@code A-2} attempt 1): the second one is refused as
 * another content under a known payment, it never reaches the gateway.
 */
public record OutTradeNo(String value) {

  public OutTradeNo {
    FieldRule.OUT_TRADE_NO.require("out_trade_no", value);
  }

  public static OutTradeNo of(OrderNo order, int attempt) {
    if (attempt < 1 || attempt > PaymentRef.ATTEMPTS_MAX) {
      throw new IllegalArgumentException(
          "attempt must be 1 to " + PaymentRef.ATTEMPTS_MAX + ", not " + attempt);
    }
    return new OutTradeNo(attempt == 1 ? order.value() : order.value() + "-" + attempt);
  }

  @Override
  public String toString() {
    return value;
  }
}
