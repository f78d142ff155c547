package dev.facepay.payment;

/** The face SDK's call that reports a trade; the names are WeChat's (spec section 8). */
public enum ReportMethod implements Coded<ReportMethod> {
  /** By the payment code; preferred where there is one. Since SDK 2.11. */
  PAYCODE("reportPaycode"),
  /** By the trade's number. Since SDK 1.12. */
  ORDER("reportOrder");

  private final String wire;

  ReportMethod(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
