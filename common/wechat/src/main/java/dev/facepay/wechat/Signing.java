package dev.facepay.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The V2 signature (spec section 9). */
final class Signing {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String SIGN = "sign";

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 16;

  private Signing() {}

  /** Adds what makes a message a signed one, with a fresh nonce; not to be printed. */
  static Map<String, String> seal(Map<String, String> fields, Merchant merchant) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return seal(fields, merchant, HexFormat.of().formatHex(nonce));
  }

  static Map<String, String> seal(Map<String, String> fields, Merchant merchant, String nonce) {
    Map<String, String> signed = new LinkedHashMap<>(fields);
    signed.put("sign_type", merchant.signType().wireName());
    signed.put("nonce_str", nonce);
    signed.put(SIGN, sign(signed, merchant.apiKey(), merchant.signType()));
    return signed;
  }

  /** Upper-case hex over every field but {@code sign} and those without a value. */
  static String sign(Map<String, String> fields, Secret apiKey, SignType type) {
    byte[] text = signedText(fields, apiKey).getBytes(UTF_8);
    try {
      return HEX.formatHex(
          switch (type) {
            case MD5 -> MessageDigest.getInstance("MD5").digest(text);
            case HMAC_SHA256 -> hmac(text, apiKey);
          });
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has MD5 and HmacSHA256", e);
    }
  }

  /** Whether the field {@code sign} is there and right, compared in constant time. */
  static boolean verifies(Map<String, String> fields, Secret apiKey, SignType type) {
    String given = fields.getOrDefault(SIGN, "");
    String right = sign(fields, apiKey, type);
    return MessageDigest.isEqual(given.getBytes(UTF_8), right.getBytes(UTF_8));
  }

  /** What is hashed; it ends with the key and must not be printed. */
  static String signedText(Map<String, String> fields, Secret apiKey) {
    StringBuilder text = new StringBuilder(512);
    new TreeMap<>(fields)
        .forEach(
            (name, value) -> {
              if (!name.equals(SIGN) && !value.isEmpty()) {
                text.append(name).append('=').append(value).append('&');
              }
            });
    return text.append("key=").append(apiKey.reveal()).toString();
  }

  private static byte[] hmac(byte[] text, Secret apiKey) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(apiKey.reveal().getBytes(UTF_8), "HmacSHA256"));
    return mac.doFinal(text);
  }
}
