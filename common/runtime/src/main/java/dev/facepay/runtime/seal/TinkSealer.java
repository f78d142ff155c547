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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** AES-256-GCM by Google Tink; a ring of keys per purpose, the keys as they were at the start. */
final class TinkSealer implements Sealer {

  /**
   * Tink keeps its source of random numbers per thread and searches the whole class path for
   * another provider when it makes one: far more work than sealing, for each request's own virtual
   * thread. These threads stay. Their queue is as long as there are callers, who wait.
   */
  private static final ExecutorService SEALING =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("seal-", 0).factory());

  private final Map<Purpose, Aead> aeads = new EnumMap<>(Purpose.class);

  /**
   * @param ring may lack purposes that this service has no business with
   */
  TinkSealer(KeyRing ring) {
    for (Purpose purpose : Purpose.values()) {
      ring.keys(purpose).ifPresent(keys -> aeads.put(purpose, aead(keys)));
    }
  }

  TinkSealer(Purpose purpose, KeysetHandle keys) {
    aeads.put(purpose, aead(keys));
  }

  @Override
  public boolean holds(Purpose purpose) {
    return aeads.containsKey(purpose);
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
    byte[] bytes = clear.getBytes(StandardCharsets.UTF_8);
    byte[] associated = associated(purpose, boundTo);
    byte[] sealed =
        Thread.currentThread().isVirtual()
            ? CompletableFuture.supplyAsync(() -> encrypt(aead, bytes, associated), SEALING).join()
            : encrypt(aead, bytes, associated);
    return new Sealed(Base64.getUrlEncoder().withoutPadding().encodeToString(sealed));
  }

  private static byte[] encrypt(Aead aead, byte[] clear, byte[] associated) {
    try {
      return aead.encrypt(clear, associated);
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
