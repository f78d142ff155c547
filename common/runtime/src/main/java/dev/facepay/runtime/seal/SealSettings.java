package dev.facepay.runtime.seal;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;

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
