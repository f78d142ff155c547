package dev.facepay.payment;

/** Why a trade's report is not confirmed yet, as far as it is known. */
public enum ReportDelay implements Coded<ReportDelay> {
  /** The device has not answered: off, without network, or without our worker. */
  DEVICE_SILENT("device_silent"),
  /** The registry ended the device: nobody can make the call for it. */
  DEVICE_REVOKED("device_revoked"),
  /** The device's face SDK knows neither call (below 1.12). */
  SDK_TOO_OLD("sdk_too_old"),
  /** The face SDK on the device is not initialised (271378620, 271378621). */
  SDK_NOT_INITIALISED("sdk_not_initialised"),
  /** The face SDK refuses the call, or breaks in it. */
  SDK_FAILED("sdk_failed"),
  /** Tried for as long as it makes sense; not tried any more. */
  GIVEN_UP("given_up");

  private final String wire;

  ReportDelay(String wire) {
    this.wire = wire;
  }

  @Override
  public String wire() {
    return wire;
  }
}
