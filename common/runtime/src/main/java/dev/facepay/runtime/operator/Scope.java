package dev.facepay.runtime.operator;

import dev.facepay.payment.WireName;

/** What an operator's key opens; one does not include another. */
public enum Scope implements WireName {
  /** Stores and devices, read. */
  DEVICES_READ("devices:read"),
  /** Stores and devices added, keys rotated and revoked. */
  DEVICES_WRITE("devices:write"),
  PAYMENTS_READ("payments:read"),
  /** Acts on payments: what a person decides with evidence of the gateway. */
  PAYMENTS_ACT("payments:act"),
  /** Who did what. */
  AUDIT_READ("audit:read");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
