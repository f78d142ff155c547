package dev.facepay.simulator.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Payment codes are kept only as a keyed hash: the journal must not be a list of codes. */
public final class CodeHasher {
  /** Asking for one anew with each code costs more than the hash. */
  private final Mac salted;

  public CodeHasher(byte[] salt) {
    try {
      salted = Mac.getInstance("HmacSHA256");
      salted.init(new SecretKeySpec(salt, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** 16 hex digits: enough to tell the codes of a long run apart. */
  public String hash(String code) {
    try {
      Mac mac = (Mac) salted.clone();
      byte[] all = mac.doFinal(code.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(all, 0, 8);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's own HmacSHA256 can be cloned", e);
    }
  }
}
