package dev.facepay.wechat;

import java.util.Optional;

/** How a message is signed (spec section 9). */
public enum SignType {
  MD5("MD5"),
  HMAC_SHA256("HMAC-SHA256");

  private final String wireName;

  SignType(String wireName) {
    this.wireName = wireName;
  }

  /** The value of the field {@code sign_type}. */
  public String wireName() {
    return wireName;
  }

  /** The sign type of that wire name; empty when WeChat knows no such one. */
  public static Optional<SignType> ofWireName(String wireName) {
    for (SignType type : values()) {
      if (type.wireName.equals(wireName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
