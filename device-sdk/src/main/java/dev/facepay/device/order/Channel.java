package dev.facepay.device.order;

/** How the payment code was got. */
public enum Channel {
  FACE("face"),
  CODE("code");

  private final String wire;

  Channel(String wire) {
    this.wire = wire;
  }

  public String wire() {
    return wire;
  }

  /**
   * @throws IllegalArgumentException if there is no such channel
   */
  public static Channel parse(String wire) {
    for (Channel channel : values()) {
      if (channel.wire.equals(wire)) {
        return channel;
      }
    }
    throw new IllegalArgumentException("no channel " + wire);
  }
}
