package dev.facepay.edge.device;

import dev.facepay.payment.Cut;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file that says which key is which device's: {@code {"devices": [{"device_id", "store_id",
 * "merchant_id", "sub_mch_id"?, "key_sha256" | "key", "store_name"?, "appid"?, "sub_appid"?}]}}. A
 * key in clear is for trials only and is kept as its hash.
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

  private KeysFile() {}

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
        text(entry, "sub_appid"));
  }

  /**
   * What the registry's doors refuse is taken here: one name must not cost all devices their keys.
   */
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
