package dev.facepay.payment;

/** Why the money must not stay. */
public enum ReverseReason implements Coded<ReverseReason> {
  /** Nothing definite in time. */
  DEADLINE("deadline"),
  /** WeChat said PAYERROR: "please reverse". */
  PAY_ERROR("pay_error"),
  /** A query said REFUND: some money went back, by nobody here, and perhaps not all. */
  REFUND_SEEN("refund_seen"),
  /** The device gave up. */
  CANCELLED("cancelled");

  private final String wire;

  ReverseReason(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
