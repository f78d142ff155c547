package dev.facepay.payment;

/** The service that owns one step; at any moment exactly one owns a payment. */
public enum Stage implements Coded<Stage> {
  EDGE("edge"),
  PAY("pay"),
  QUERY("query"),
  REVERSE("reverse"),
  /** Refunds of paid payments: it says that a person must look, and settles no payment. */
  REFUND("refund"),
  /** A person, with evidence of the gateway. */
  PERSON("person");

  private final String wire;

  Stage(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
