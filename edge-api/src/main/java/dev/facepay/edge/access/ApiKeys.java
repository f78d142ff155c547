package dev.facepay.edge.access;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** All keys: those of the registry, and those of the file beside it. */
final class ApiKeys {

  private final KeysFile file;
  private final DeviceRegistry registry;
  private final InstantSource clock;

  ApiKeys(KeysFile file, DeviceRegistry registry, InstantSource clock) {
    this.file = file;
    this.registry = registry;
    this.clock = clock;
  }

  /** The owner of the key, if it opens anything. A device is told no difference; the audit is. */
  sealed interface Verdict {

    record Known(Terminal terminal) implements Verdict {}

    /** Nobody's. */
    record Stranger() implements Verdict {}

    /** Of a device that was revoked. */
    record Revoked(Device device) implements Verdict {}

    /** The device has had a newer one for long enough. */
    record Expired(Device device) implements Verdict {}
  }

  /** The registry has the first word: a key that it ended is not looked for in the file. */
  Verdict find(String key) {
    if (key.length() < KeyHash.KEY_CHARACTERS_MIN || key.length() > KeyHash.KEY_CHARACTERS_MAX) {
      return new Verdict.Stranger();
    }
    // Looked up by its hash: what the comparison's time could tell is about hashes, not keys.
    KeyHash hash = KeyHash.of(key);
    Verdict verdict = registry.find(hash, clock.instant());
    if (!(verdict instanceof Verdict.Stranger)) {
      return verdict;
    }
    Terminal terminal = file.find(hash);
    return terminal == null ? verdict : new Verdict.Known(terminal);
  }

  /** Every device that may ask. */
  Collection<Device> devices() {
    List<Device> all = new ArrayList<>(file.devices());
    all.addAll(registry.devices());
    return all;
  }

  int size() {
    return file.size() + registry.size();
  }
}
