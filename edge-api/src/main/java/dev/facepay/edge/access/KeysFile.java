package dev.facepay.edge.access;

import dev.facepay.payment.Cut;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The devices that may ask, from a file that is read again when it changes: {@code {"devices":
 * [{"device_id", "store_id", "merchant_id", "sub_mch_id"?, "key_sha256" | "key", "store_name"?,
 * "appid"?, "sub_appid"?}]}}. A key in clear is for trials only and is kept as its hash.
 *
 * <p>A file that can't be read leaves the devices that were known, and health says so. That there
 * is none from the start is no trouble: the registry has the keys.
 */
final class KeysFile {

  /** Far above the terminals of a chain; a bound for what a wrong path may load. */
  static final long BYTES_MAX = 64L << 20;

  private static final Logger LOG = LoggerFactory.getLogger(KeysFile.class);

  private static final Set<String> FIELDS =
      Set.of(
          "device_id",
          "store_id",
          "store_name",
          "merchant_id",
          "sub_mch_id",
          "appid",
          "sub_appid",
          "key_sha256",
          "key");

  private final Path file;
  private final AtomicReference<Known> known;

  KeysFile(AccessSettings settings) {
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

  Collection<Device> devices() {
    return known.get().byKey().values().stream().map(Terminal::device).toList();
  }

  int size() {
    return known.get().byKey().size();
  }

  /** Why the file could not be read; null if all is well. */
  @Nullable String trouble() {
    return known.get().trouble();
  }

  /** Reads the file if it has changed. */
  void reload() {
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
      Map<KeyHash, Terminal> devices = read(file);
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

  /**
   * @throws IOException if it can't be read
   * @throws IllegalArgumentException if it is not such a file, telling which entry is wrong and
   *     never a key
   */
  static Map<KeyHash, Terminal> read(Path path) throws IOException {
    if (Files.size(path) > BYTES_MAX) {
      throw new IllegalArgumentException("the keys file is larger than " + BYTES_MAX + " bytes");
    }
    return parse(Cut.byteOrderMark(Files.readString(path)));
  }

  static Map<KeyHash, Terminal> parse(String json) {
    JsonNode devices = devices(json);
    Map<KeyHash, Terminal> byKey = new HashMap<>();
    for (int i = 0; i < devices.size(); i++) {
      try {
        Terminal device = terminal(devices.get(i));
        if (byKey.put(keyHash(devices.get(i)), device) != null) {
          throw new IllegalArgumentException("two devices have this key");
        }
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("device " + (i + 1) + ": " + e.getMessage(), e);
      }
    }
    return Map.copyOf(byKey);
  }

  private static JsonNode devices(String json) {
    try {
      JsonNode devices = JsonMapper.shared().readTree(json).path("devices");
      if (devices.isArray()) {
        return devices;
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the keys file is not JSON at line " + line(e) + " (its text is not shown: keys)");
    }
    throw new IllegalArgumentException("the keys file has no list \"devices\"");
  }

  private static int line(JacksonException e) {
    return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
  }

  private static Terminal terminal(JsonNode entry) {
    List<String> strange =
        entry.propertyNames().stream().filter(name -> !FIELDS.contains(name)).toList();
    if (!strange.isEmpty()) {
      throw new IllegalArgumentException("unknown fields " + strange);
    }
    String subMerchant = text(entry, "sub_mch_id");
    String storeName = text(entry, "store_name");
    Device device =
        new Device(
            new DeviceId(required(entry, "device_id")),
            new StoreId(required(entry, "store_id")),
            new MerchantId(required(entry, "merchant_id")),
            subMerchant == null ? null : new MerchantId(subMerchant));
    return new Terminal(
        device,
        storeName == null ? device.store().value() : storeName(device, storeName),
        text(entry, "appid"),
        text(entry, "sub_appid"),
        StorePlace.UNKNOWN);
  }

  /** What the registry refuses is taken here: one name must not cost all devices their keys. */
  private static String storeName(Device device, String name) {
    FieldRule.STORE_NAME
        .fault(name)
        .ifPresent(
            fault ->
                LOG.warn(
                    "event=store-name-unsendable device={} store={}: its name {}; WeChat hears what"
                        + " can be sent of it",
                    device.id(),
                    device.store(),
                    fault));
    return new StoreName(name).value();
  }

  private static KeyHash keyHash(JsonNode entry) {
    String hash = text(entry, "key_sha256");
    String key = text(entry, "key");
    if ((hash == null) == (key == null)) {
      throw new IllegalArgumentException("exactly one of key_sha256 and key is needed");
    }
    return hash == null ? KeyHash.of(required(entry, "key")) : new KeyHash(hash);
  }

  private static String required(JsonNode entry, String name) {
    String value = text(entry, name);
    if (value == null) {
      throw new IllegalArgumentException(name + " is missing");
    }
    return value;
  }

  private static @Nullable String text(JsonNode entry, String name) {
    JsonNode value = entry.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isString()) {
      throw new IllegalArgumentException(name + " is not a text");
    }
    return value.stringValue();
  }
}
