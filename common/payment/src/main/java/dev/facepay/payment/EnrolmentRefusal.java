package dev.facepay.payment;

/** Why an enrolment code opens nothing. */
public enum EnrolmentRefusal implements Coded<EnrolmentRefusal> {
  UNKNOWN_CODE("unknown_code"),
  EXPIRED("expired"),
  /** A code works once. */
  USED("used"),
  /** The device was revoked after the code was made. */
  REVOKED("revoked"),
  /** The asker waits no longer: the code is as it was. */
  TOO_LATE("too_late");

  private final String wire;

  EnrolmentRefusal(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
