package dev.facepay.payment;

/** Why a device gets no face credential. */
public enum CredentialRefusal implements Coded<CredentialRefusal> {
  /** WeChat says no, and would say so again: see its code. */
  GATEWAY_REFUSED("gateway_refused"),
  /** WeChat gave no usable answer for as long as the device waits. */
  GATEWAY_UNAVAILABLE("gateway_unavailable"),
  /** This installation holds no key of the merchant. */
  UNKNOWN_MERCHANT("unknown_merchant"),
  /** A field that WeChat does not take. */
  INVALID_FIELD("invalid_field");

  private final String wire;

  CredentialRefusal(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
