package dev.facepay.runtime.seal;

import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.prf.PrfSet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keyed hashes (HMAC-SHA256, 43 characters of base64url): equal content, equal fingerprint, and
 * without the key nobody can try out what the content was.
 *
 * <p>Their key is not rotated: a fingerprint is compared with one that was made days ago.
 */
public final class Fingerprints {

  private static final int LENGTH_BYTES = 32;

  private final PrfSet prf;

  public Fingerprints(KeyRing ring) {
    try {
      prf = ring.fingerprintKeys().getPrimitive(RegistryConfiguration.get(), PrfSet.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of a request's whole content by field name; the order does not matter. */
  public String ofRequest(Map<String, String> content) {
    ByteArrayOutputStream canonical = new ByteArrayOutputStream();
    new TreeMap<>(content)
        .forEach(
            (name, value) -> {
              append(name, canonical);
              append(value, canonical);
            });
    return hash("request", canonical.toByteArray());
  }

  /** Stands for a buyer where the openid itself must not be. */
  public String ofOpenid(String openid) {
    return hash("openid", openid.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Of an enrolment code, which is short: without the key a lost database would tell it by trying.
   *
   * @param code in its normal form, see {@link EnrolmentCodes}
   */
  String ofEnrolmentCode(String code) {
    return hash("enrolment-code", code.getBytes(StandardCharsets.UTF_8));
  }

  /** With its length in front, so that no two contents make the same bytes. */
  private static void append(String text, ByteArrayOutputStream out) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
    out.writeBytes(bytes);
  }

  private String hash(String kind, byte[] content) {
    ByteArrayOutputStream input = new ByteArrayOutputStream();
    append(kind, input);
    input.writeBytes(content);
    try {
      byte[] hash = prf.computePrimary(input.toByteArray(), LENGTH_BYTES);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
