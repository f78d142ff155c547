package dev.facepay.payment;

/** What a person asks the owner of a payment to do. */
public enum Act implements WireName {
  /** Look after it now instead of when it is due. */
  RETRY("retry"),
  /** Settle it by what WeChat says: the money does not stay. */
  RESOLVE("resolve");

  private final String wire;

  Act(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
