package dev.facepay.runtime.fill;

import dev.facepay.payment.WireName;

/** How urgent it is. */
public enum Level implements WireName {
  OK("ok", 0),
  /** Somebody has to make room. */
  FILLING("filling", 1),
  /** Nothing new is begun; what is left is for what is under way. */
  FULL("full", 2);

  private final String wire;
  private final int number;

  Level(String wire, int number) {
    this.wire = wire;
    this.number = number;
  }

  @Override
  public String wire() {
    return wire;
  }

  /** For a metric: higher is worse. */
  int number() {
    return number;
  }
}
