package dev.facepay.payment;

/** What a person must look at. */
public enum AttentionReason implements Coded<AttentionReason> {
  /** Seven days are over and the money may still be with us. */
  REVERSE_EXPIRED("reverse_expired"),
  /** WeChat refuses to reverse: permission, certificate or risk. */
  REVERSE_REFUSED("reverse_refused"),
  /** Still not confirmed after a while. */
  REVERSE_SLOW("reverse_slow"),
  /** WeChat reports a refund that we did not make. */
  REFUND_SEEN("refund_seen"),
  /** A refund left the merchant, and the buyer's card does not take it. */
  REFUND_CHANGED("refund_changed"),
  /** The merchant's balance does not suffice for a refund. */
  REFUND_NOT_ENOUGH("refund_not_enough"),
  /** WeChat refuses refunds: permission, certificate or signature. */
  REFUND_REFUSED("refund_refused"),
  /** A refund is not at its end after a while. */
  REFUND_SLOW("refund_slow"),
  /** The number is another system's order at WeChat: two systems make the same numbers. */
  ORDER_NUMBER_USED("order_number_used"),
  /** A credential could not be opened: key ring? */
  UNREADABLE_CREDENTIAL("unreadable_credential");

  private final String wire;

  AttentionReason(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
