package dev.facepay.edge.device;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** All keys: those of the registry, and those of the file beside it. */
public final class KeyBook {

  private final DeviceKeys file;
  private final RegisteredDevices registry;
  private final InstantSource clock;

  public KeyBook(DeviceKeys file, RegisteredDevices registry, InstantSource clock) {
    this.file = file;
    this.registry = registry;
    this.clock = clock;
  }

  /** The registry has the first word: a key that it ended is not looked for in the file. */
  public KeyVerdict find(String key) {
    if (key.length() < KeyHash.KEY_CHARACTERS_MIN || key.length() > KeyHash.KEY_CHARACTERS_MAX) {
      return new KeyVerdict.Stranger();
    }
    // Looked up by its hash: what the comparison's time could tell is about hashes, not keys.
    KeyHash hash = KeyHash.of(key);
    KeyVerdict verdict = registry.find(hash, clock.instant());
    if (!(verdict instanceof KeyVerdict.Stranger)) {
      return verdict;
    }
    Terminal terminal = file.find(hash);
    return terminal == null ? verdict : new KeyVerdict.Known(terminal);
  }

  /** Every device that may ask. */
  public Collection<Device> devices() {
    List<Device> all = new ArrayList<>(file.devices());
    all.addAll(registry.devices());
    return all;
  }

  public int size() {
    return file.size() + registry.size();
  }
}
