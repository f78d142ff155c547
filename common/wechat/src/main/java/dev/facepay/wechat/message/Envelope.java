package dev.facepay.wechat.message;

import dev.facepay.wechat.merchant.Merchant;
import dev.facepay.wechat.wire.Signing;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds what makes a message a signed one: {@code sign_type}, {@code nonce_str}, {@code sign}. */
public final class Envelope {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE_BYTES = 16;

  private Envelope() {}

  /** Signed with the merchant's key and a fresh nonce; not to be printed. */
  public static Map<String, String> seal(Map<String, String> fields, Merchant merchant) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    return seal(fields, merchant, HexFormat.of().formatHex(nonce));
  }

  static Map<String, String> seal(Map<String, String> fields, Merchant merchant, String nonce) {
    Map<String, String> signed = new LinkedHashMap<>(fields);
    signed.put("sign_type", merchant.signType().wireName());
    signed.put("nonce_str", nonce);
    signed.put("sign", Signing.sign(signed, merchant.apiKey(), merchant.signType()));
    return signed;
  }
}
