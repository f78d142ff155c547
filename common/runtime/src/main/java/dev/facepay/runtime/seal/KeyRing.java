package dev.facepay.runtime.seal;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.prf.PrfConfig;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The keys of one installation: a directory with a Tink JSON keyset per use, each readable by its
 * owner only. A service gets only the files that it needs.
 *
 * <p>The first key of a ring to seal is its primary; all of its keys open.
 */
public final class KeyRing {

  private static final String FINGERPRINT = "fingerprint";

  private final Path dir;

  private KeyRing(Path dir) {
    this.dir = dir;
  }

  /**
   * @param dir where the keysets are; a keyset that is missing there is missed when it is needed
   * @throws IllegalStateException if there is no such directory
   */
  public static KeyRing open(Path dir) {
    if (!Files.isDirectory(dir)) {
      throw new IllegalStateException("no key ring: " + dir + " is no directory");
    }
    registerTink();
    return new KeyRing(dir);
  }

  /** Of a directory that need not be there: then each keyset is missing. */
  static KeyRing perhapsIn(Path dir) {
    registerTink();
    return new KeyRing(dir);
  }

  /** Of no ring: one that is kept nowhere. */
  static KeysetHandle newKey() {
    registerTink();
    try {
      return KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For an installation of one machine: makes each keyset that is not there yet. */
  public static KeyRing createIfMissing(Path dir) {
    registerTink();
    try {
      Files.createDirectories(dir);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    KeyRing ring = new KeyRing(dir);
    for (Purpose purpose : Purpose.values()) {
      ring.createIfMissing(purpose.wire(), PredefinedAeadParameters.AES256_GCM);
    }
    ring.createIfMissing(FINGERPRINT, fingerprintParameters());
    return ring;
  }

  /**
   * Seals with a new key from now on; what older keys sealed still opens. For one machine; where
   * several share a ring, {@link #add} first, bring the file to all of them, then {@link #promote}.
   */
  public void rotate(Purpose purpose) {
    add(purpose);
    promote(purpose);
  }

  /** Adds a key that opens and does not seal yet. */
  public void add(Purpose purpose) {
    KeysetFile file = file(purpose.wire());
    KeysetHandle ring = required(file);
    file.replace(
        build(
            KeysetHandle.newBuilder(ring)
                .addEntry(
                    KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                        .withRandomId())));
  }

  /** Makes the newest key the one that seals. */
  public void promote(Purpose purpose) {
    KeysetFile file = file(purpose.wire());
    KeysetHandle.Builder ring = KeysetHandle.newBuilder(required(file));
    ring.getAt(ring.size() - 1).makePrimary();
    file.replace(build(ring));
  }

  Optional<KeysetHandle> keys(Purpose purpose) {
    return read(file(purpose.wire()));
  }

  KeysetHandle fingerprintKeys() {
    return required(file(FINGERPRINT));
  }

  private void createIfMissing(String name, Parameters parameters) {
    KeysetFile file = file(name);
    if (file.isMissing()) {
      file.create(
          build(
              KeysetHandle.newBuilder()
                  .addEntry(
                      KeysetHandle.generateEntryFromParameters(parameters)
                          .withRandomId()
                          .makePrimary())));
    }
  }

  private KeysetFile file(String name) {
    return new KeysetFile(dir.resolve(name + ".keyset.json"));
  }

  private static KeysetHandle required(KeysetFile file) {
    return read(file).orElseThrow(() -> new IllegalStateException("no keyset " + file));
  }

  private static Optional<KeysetHandle> read(KeysetFile file) {
    return file.read()
        .map(
            json -> {
              try {
                return TinkJsonProtoKeysetFormat.parseKeyset(json, InsecureSecretKeyAccess.get());
              } catch (GeneralSecurityException e) {
                throw new IllegalStateException(file + " is no keyset", e);
              }
            });
  }

  private static String build(KeysetHandle.Builder keys) {
    try {
      return TinkJsonProtoKeysetFormat.serializeKeyset(keys.build(), InsecureSecretKeyAccess.get());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HmacPrfParameters fingerprintParameters() {
    try {
      return HmacPrfParameters.builder()
          .setKeySizeBytes(32)
          .setHashType(HmacPrfParameters.HashType.SHA256)
          .build();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void registerTink() {
    try {
      AeadConfig.register();
      PrfConfig.register();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param keysDir where the keysets are that this service may use
   */
  @ConfigurationProperties("facepay")
  public record SealSettings(Path keysDir) {

    public SealSettings {
      if (keysDir.toString().isEmpty()) {
        throw new IllegalArgumentException("facepay.keys-dir is empty");
      }
    }

    public KeyRing ring() {
      return KeyRing.open(keysDir);
    }
  }
}
