package dev.facepay.device.edge;

/**
 * What an enrolment code was exchanged for.
 *
 * @param key the device's key: shown this once, to be kept where only the App can read it
 */
public record Enrolled(String key, DeviceIdentity identity) {

  @Override
  public String toString() {
    return "Enrolled[" + identity.deviceId() + "]";
  }
}
