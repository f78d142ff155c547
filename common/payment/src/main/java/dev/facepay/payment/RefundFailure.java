package dev.facepay.payment;

/** Why a refund moved no money, for good. */
public enum RefundFailure implements Coded<RefundFailure> {
  /** With the payment's other refunds, it would be more than was paid. */
  MORE_THAN_PAID("more_than_paid"),
  /** WeChat has no such paid order. */
  NOT_PAID("not_paid"),
  /** Paid more than a year ago. */
  TOO_OLD("too_old"),
  /** A payment has at most 50 refunds. */
  TOO_MANY("too_many"),
  /** The refund is known under this number with another content, and stays as it is. */
  OTHER_CONTENT("other_content"),
  /** Tills give back what their own store sold. */
  STORE_MISMATCH("store_mismatch"),
  /** More than a till may give back at once. */
  ABOVE_LIMIT("above_limit"),
  /** WeChat took it and closed it: {@code REFUNDCLOSE}. A new number may be tried. */
  CLOSED_AT_GATEWAY("closed_at_gateway"),
  /** The buyer's account is closed: the money goes back by other means. */
  ACCOUNT_CLOSED("account_closed"),
  /** WeChat has another refund under the number that was made for this one. */
  NUMBER_USED("number_used"),
  /** WeChat found the request wrong. */
  INVALID_REQUEST("invalid_request"),
  /** WeChat's business rules; its text says which. */
  REFUSED("refused");

  private final String wire;

  RefundFailure(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
