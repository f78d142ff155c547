package dev.facepay.payment;

/** What a person asks the owner of a payment, or of a trade's report, to do. */
public enum Act implements Coded<Act> {
  /** Look after it now instead of when it is due; a report also after it was given up. */
  RETRY("retry"),
  /**
   * Settle it by what WeChat says: the money does not stay. Of a report: it was made by hand, or
   * need not be.
   */
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
