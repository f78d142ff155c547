package dev.facepay.payment;

/** A terminal ({@code device_id}, 1–32 characters; spec section 4). */
public record DeviceId(String value) {

  public DeviceId {
    Text.require(value, 32, "device id", Text::isName);
  }

  @Override
  public String toString() {
    return value;
  }
}
