package dev.facepay.payment;

/** The service that owns one step; at any moment exactly one owns a payment. */
public enum Stage implements Coded<Stage> {
  EDGE("edge"),
  PAY("pay"),
  QUERY("query"),
  REVERSE("reverse"),
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
