package dev.facepay.payment;

/** How the payment code was got: from a face scan, or from the buyer's phone. */
public enum Channel implements Coded<Channel> {
  FACE("face"),
  CODE("code");

  private final String wire;

  Channel(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
