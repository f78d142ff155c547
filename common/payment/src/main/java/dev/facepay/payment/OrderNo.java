package dev.facepay.payment;

/**
 * What the shop sells: a number that the device makes and stores before it sends.
 *
 * <p>1–28 characters of WeChat's set for order numbers (spec section 5), so that an attempt's
 * suffix still fits into 32.
 */
public record OrderNo(String value) {

  public static final int CHARACTERS_MAX = 28;

  public OrderNo {
    FieldRule.ORDER_NO.require("order number", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
