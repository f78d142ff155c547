package dev.facepay.payment;

/** How it was established that no money stays. */
public enum ReversedHow implements Coded<ReversedHow> {
  /** WeChat confirmed our reversal. */
  CONFIRMED("confirmed"),
  /** A query said CLOSED or REVOKED. */
  ALREADY_CLOSED("already_closed"),
  /** A query said REFUND. */
  ALREADY_REFUNDED("already_refunded"),
  /** WeChat never heard of the order and its payment code is long dead. */
  NEVER_REACHED("never_reached"),
  /** A person settled it, with evidence. */
  BY_PERSON("by_person");

  private final String wire;

  ReversedHow(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
