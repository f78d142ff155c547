package dev.facepay.simulator.merchant;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The two V2 signatures: sorted non-empty fields, joined, with the API key at the end. */
public enum SignType {
  MD5("MD5"),
  HMAC_SHA256("HMAC-SHA256");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private final String wireName;

  SignType(String wireName) {
    this.wireName = wireName;
  }

  /** The value of {@code sign_type} on the wire. */
  public String wireName() {
    return wireName;
  }

  /** The type by its wire name; empty when there is none of that name. */
  public static Optional<SignType> of(String wireName) {
    for (SignType type : values()) {
      if (type.wireName.equals(wireName)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The signature over every field but {@code sign}. */
  public String sign(Map<String, String> fields, String apiKey) {
    StringBuilder text = new StringBuilder(512);
    new TreeMap<>(fields)
        .forEach(
            (name, value) -> {
              if (!value.isEmpty() && !name.equals("sign")) {
                text.append(name).append('=').append(value).append('&');
              }
            });
    byte[] bytes = text.append("key=").append(apiKey).toString().getBytes(StandardCharsets.UTF_8);
    return HEX.formatHex(digest(bytes, apiKey));
  }

  /** Whether {@code sign} is right; the time taken does not depend on where it differs. */
  public boolean verifies(Map<String, String> fields, String apiKey) {
    byte[] given = fields.getOrDefault("sign", "").getBytes(StandardCharsets.UTF_8);
    byte[] right = sign(fields, apiKey).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, right);
  }

  private byte[] digest(byte[] text, String apiKey) {
    try {
      if (this == MD5) {
        return MessageDigest.getInstance("MD5").digest(text);
      }
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(apiKey.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has MD5 and HmacSHA256", e);
    }
  }
}
