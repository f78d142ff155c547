package dev.facepay.simulator.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Payment codes are kept only as a keyed hash: the journal must not be a list of codes. */
public final class CodeHasher {
  private final SecretKeySpec salt;

  public CodeHasher(byte[] salt) {
    this.salt = new SecretKeySpec(salt, "HmacSHA256");
  }

  /** 16 hex digits: enough to tell the codes of a long run apart. */
  public String hash(String code) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(salt);
      byte[] all = mac.doFinal(code.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, 8);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
