package dev.facepay.runtime.seal;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import dev.facepay.payment.Sealed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;

/** AES-256-GCM by Google Tink; a ring of keys per purpose, the keys as they were at the start. */
public final class TinkSealer implements Sealer {

  private final Map<Purpose, Aead> aeads = new EnumMap<>(Purpose.class);

  /**
   * @param ring may lack purposes that this service has no business with
   */
  public TinkSealer(KeyRing ring) {
    for (Purpose purpose : Purpose.values()) {
      ring.keys(purpose).ifPresent(keys -> aeads.put(purpose, aead(keys)));
    }
  }

  /**
   * @throws IllegalStateException if the ring has no keys for that purpose
   */
  @Override
  public Sealed seal(Purpose purpose, String boundTo, String clear) {
    Aead aead = aeads.get(purpose);
    if (aead == null) {
      throw new IllegalStateException("no keys here for " + purpose.wire());
    }
    try {
      byte[] sealed =
          aead.encrypt(clear.getBytes(StandardCharsets.UTF_8), associated(purpose, boundTo));
      return new Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing failed", e);
    }
  }

  @Override
  public String open(Purpose purpose, String boundTo, Sealed sealed) throws CannotOpen {
    Aead aead = aeads.get(purpose);
    if (aead == null) {
      throw new CannotOpen(
          "no keys here for " + purpose.wire(), new GeneralSecurityException("no keys"));
    }
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(sealed.text());
      return new String(aead.decrypt(bytes, associated(purpose, boundTo)), StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new CannotOpen(purpose.wire() + " of " + boundTo + " can't be opened", e);
    }
  }

  private static Aead aead(KeysetHandle keys) {
    try {
      return keys.getPrimitive(RegistryConfiguration.get(), Aead.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** No purpose has a slash in its name, so no two pairs make one text. */
  private static byte[] associated(Purpose purpose, String boundTo) {
    return (purpose.wire() + "/" + boundTo).getBytes(StandardCharsets.UTF_8);
  }
}
