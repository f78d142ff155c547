package dev.facepay.edge.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The devices that may ask, from a file that is read again when it changes. A file that can't be
 * read leaves the devices that were known, and health says so. That there is none from the start is
 * no trouble: the registry has the keys.
 */
public final class DeviceKeys {

  private static final Logger LOG = LoggerFactory.getLogger(DeviceKeys.class);

  private final Path file;
  private final AtomicReference<Known> known;

  public DeviceKeys(DoorSettings settings) {
    file = settings.keysFile();
    known = new AtomicReference<>(new Known(Map.of(), FileTime.fromMillis(0), 0, "not read yet"));
    reload();
  }

  /**
   * @param trouble why the file could not be read, or null
   */
  private record Known(
      Map<KeyHash, Terminal> byKey, FileTime changed, long bytes, @Nullable String trouble) {}

  /** The device of that key; null if it is nobody's. */
  @Nullable Terminal find(KeyHash key) {
    return known.get().byKey().get(key);
  }

  public Collection<Device> devices() {
    return known.get().byKey().values().stream().map(Terminal::device).toList();
  }

  public int size() {
    return known.get().byKey().size();
  }

  /** Why the file could not be read; null if all is well. */
  public @Nullable String trouble() {
    return known.get().trouble();
  }

  /** Reads the file if it has changed. */
  public void reload() {
    Known before = known.get();
    if (before.byKey().isEmpty() && Files.notExists(file)) {
      if (before.trouble() != null) {
        LOG.info("event=no-keys-file file={}: only the registry has keys", file);
        known.set(new Known(Map.of(), before.changed(), before.bytes(), null));
      }
      return;
    }
    try {
      FileTime changed = Files.getLastModifiedTime(file);
      long bytes = Files.size(file);
      if (changed.equals(before.changed()) && bytes == before.bytes()) {
        return;
      }
      Map<KeyHash, Terminal> devices = KeysFile.read(file);
      known.set(new Known(devices, changed, bytes, null));
      LOG.info("event=device-keys-read devices={}", devices.size());
    } catch (IOException | IllegalArgumentException e) {
      keep(before, e instanceof IOException ? file + " can't be read" : text(e));
    }
  }

  private void keep(Known before, String trouble) {
    if (!trouble.equals(before.trouble())) {
      LOG.error("event=device-keys-unreadable trouble=\"{}\" devices={}", trouble, size());
    }
    known.set(new Known(before.byKey(), before.changed(), before.bytes(), trouble));
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
