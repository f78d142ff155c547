package dev.facepay.device.face;

import org.jspecify.annotations.Nullable;

/**
 * What a scanned face gives.
 *
 * @param code the payment code: a credential, usable once, for a minute
 * @param openid the buyer
 * @param subOpenid the buyer at the sub-merchant; service-provider mode
 */
public record FaceCode(String code, @Nullable String openid, @Nullable String subOpenid, Age age) {

  /** {@code underage_state}. */
  public enum Age {
    /** 0: not known, or not permitted to know. */
    UNKNOWN,
    ADULT,
    MINOR
  }

  /** What the App may know of the buyer: all but the code. */
  public Buyer buyer() {
    return new Buyer(openid, subOpenid, age);
  }

  /**
   * The buyer before the camera.
   *
   * @param openid null if the SDK gave none
   * @param subOpenid at the sub-merchant; service-provider mode
   */
  public record Buyer(@Nullable String openid, @Nullable String subOpenid, Age age) {

    /** Without the buyer's ids. */
    @Override
    public String toString() {
      return "Buyer[" + age + "]";
    }
  }

  /** Neither code nor buyer. */
  @Override
  public String toString() {
    return "FaceCode[" + age + "]";
  }
}
