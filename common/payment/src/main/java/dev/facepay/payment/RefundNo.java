package dev.facepay.payment;

/**
 * What its caller calls a refund: a number that the till or the operator makes and stores before it
 * is sent, unique within its payment.
 *
 * <p>1–{@link #CHARACTERS_MAX} characters of WeChat's set for order numbers, so that it still fits
 * behind the payment's number into {@code out_refund_no}.
 */
public record RefundNo(String value) {

  /** 64 of WeChat's (spec section 10), less 32 of {@code out_trade_no} and the sign between. */
  public static final int CHARACTERS_MAX = 31;

  public RefundNo {
    FieldRule.REFUND_NO.require("refund number", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
