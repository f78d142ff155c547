package dev.facepay.payment;

/** From where a refund is asked for. */
public enum RefundAsker implements Coded<RefundAsker> {
  /** A till, within its store and its limit. */
  TILL("till"),
  /** A person at the console or the command line. */
  OPERATOR("operator");

  private final String wire;

  RefundAsker(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
