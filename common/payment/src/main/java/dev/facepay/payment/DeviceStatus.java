package dev.facepay.payment;

/** Whether a device may act. */
public enum DeviceStatus implements Coded<DeviceStatus> {
  ACTIVE("active"),
  /** None of its keys opens anything. */
  REVOKED("revoked");

  private final String wire;

  DeviceStatus(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
