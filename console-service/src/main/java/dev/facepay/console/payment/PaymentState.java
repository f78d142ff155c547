package dev.facepay.console.payment;

import dev.facepay.payment.WireName;

/** Where a payment stands, for people: the state of its newest version. */
public enum PaymentState implements WireName {
  /** With the pay stage. */
  REQUESTED("requested", true),
  /** With the query stage. */
  UNKNOWN("unknown", true),
  /** With the reverse stage. */
  REVERSING("reversing", true),
  SUCCEEDED("succeeded", false),
  FAILED("failed", false),
  REVERSED("reversed", false),
  /** No request under this number was ever taken. */
  REJECTED("rejected", false);

  private final String wire;
  private final boolean open;

  PaymentState(String wire, boolean open) {
    this.wire = wire;
    this.open = open;
  }

  @Override
  public String wire() {
    return wire;
  }

  /** Whether a stage still works on it. */
  public boolean open() {
    return open;
  }
}
