package dev.facepay.payment;

/** Which of WeChat's bills. */
public enum BillKind implements Coded<BillKind> {
  /** Payments, reversals and refunds. */
  TRADES("trades"),
  /** Moves of the merchant's account. */
  FUNDS("funds");

  private final String wire;

  BillKind(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
