package dev.facepay.device.face.emulated;

import org.jspecify.annotations.Nullable;

/**
 * Somebody in front of the emulated camera.
 *
 * @param openid the buyer
 * @param subOpenid given in service-provider mode
 * @param underageState 0 unknown, 1 adult, 2 minor
 * @param faceCode the code that the next scan gives; null for a fresh one each time
 */
public record Face(
    String openid, @Nullable String subOpenid, int underageState, @Nullable String faceCode) {

  public static Face of(String openid) {
    return new Face(openid, null, 1, null);
  }

  public Face withCode(String eighteenDigits) {
    return new Face(openid, subOpenid, underageState, eighteenDigits);
  }

  @Override
  public String toString() {
    return "Face[]";
  }
}
