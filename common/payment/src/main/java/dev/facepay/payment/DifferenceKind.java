package dev.facepay.payment;

/** How a bill and our facts can differ. */
public enum DifferenceKind implements Coded<DifferenceKind> {
  /** The bill has a payment that no fact of ours knows. */
  MISSING_HERE("missing_here"),
  /** A payment that succeeded here is not in its day's bill. */
  MISSING_THERE("missing_there"),
  AMOUNT("amount"),
  /** Paid there and not here, or given back there and not here. */
  STATE("state"),
  /** Another rate than was agreed on. */
  FEE_RATE("fee_rate"),
  /** A refund that one side does not know, or knows with another amount. */
  REFUND("refund"),
  /** In the bill of another day than WeChat told us. */
  DAY("day"),
  /** More than once in one bill. */
  TWICE("twice");

  private final String wire;

  DifferenceKind(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
