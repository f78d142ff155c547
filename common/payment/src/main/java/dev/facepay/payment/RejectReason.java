package dev.facepay.payment;

/** Why a request was refused without touching a payment. */
public enum RejectReason implements Coded<RejectReason> {
  /** The payment is known with another content. */
  OTHER_CONTENT("other_content"),
  PREVIOUS_ATTEMPT_OPEN("previous_attempt_open"),
  PREVIOUS_ATTEMPT_MISSING("previous_attempt_missing"),
  ORDER_ALREADY_PAID("order_already_paid");

  private final String wire;

  RejectReason(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
