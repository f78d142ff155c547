package dev.facepay.payment;

/** A terminal ({@code device_id}, 1–32 characters; spec section 4). */
public record DeviceId(String value) {

  public DeviceId {
    FieldRule.KEPT_ID.require("device id", value);
  }

  @Override
  public String toString() {
    return value;
  }
}
