package dev.facepay.payment;

import org.jspecify.annotations.Nullable;

/**
 * By what else people know a trade that was paid elsewhere, besides its {@code out_trade_no}.
 *
 * @param orderNo the shop's own number of what it sold, or null
 * @param transactionId WeChat's number of the payment, or null
 */
public record TradeNumbers(@Nullable String orderNo, @Nullable String transactionId) {

  public static final TradeNumbers NONE = new TradeNumbers(null, null);
}
