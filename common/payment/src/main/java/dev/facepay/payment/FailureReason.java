package dev.facepay.payment;

/** Why a payment failed for good: no money moved, or it has gone back. */
public enum FailureReason implements Coded<FailureReason> {
  /** Nothing left our machine. */
  NOT_SENT("not_sent"),
  /** The request was too old to ask for money. */
  TOO_LATE("too_late"),
  /** WeChat or we ourselves found the request wrong. */
  INVALID_REQUEST("invalid_request"),
  /** Permission, appid, certificate or signature: the merchant's set-up. */
  MERCHANT_SETUP("merchant_setup"),
  CODE_EXPIRED("code_expired"),
  /** Used before, or wrong in itself: the buyer refreshes it. */
  CODE_INVALID("code_invalid"),
  /** Of another kind than WeChat's payment codes. */
  NOT_WECHAT_CODE("not_wechat_code"),
  /** The buyer's balance. */
  NOT_ENOUGH("not_enough"),
  CARD_NOT_SUPPORTED("card_not_supported"),
  /** One order, one payer. */
  BUYER_MISMATCH("buyer_mismatch"),
  ORDER_CLOSED("order_closed"),
  ORDER_REVERSED("order_reversed"),
  /** WeChat's business or risk rules; its text says which. */
  TRADE_REFUSED("trade_refused"),
  /** The same as an older release said it. */
  RISK("risk"),
  /** A query said CLOSED. */
  CLOSED_AT_GATEWAY("closed_at_gateway"),
  /** A query said REVOKED. */
  REVOKED_AT_GATEWAY("revoked_at_gateway"),
  /** A query showed that the number is another system's order: nothing of it is ours. */
  ORDER_NUMBER_USED("order_number_used"),
  /** A query said REFUND: somebody gave the money back. */
  REFUNDED_AT_GATEWAY("refunded_at_gateway");

  private final String wire;

  FailureReason(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
