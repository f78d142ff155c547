package dev.facepay.payment;

/** What a device says of a report that it was asked for. */
public enum ReportOutcome implements Coded<ReportOutcome> {
  /** The face SDK took it: never again. */
  CONFIRMED("confirmed"),
  /** The SDK refused, gave no answer, or could not be asked. */
  FAILED("failed");

  private final String wire;

  ReportOutcome(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
