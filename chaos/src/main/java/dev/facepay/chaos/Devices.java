package dev.facepay.chaos;

import dev.facepay.runtime.operator.OperatorKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The terminals of a run, as the edge's file names them: the simulator's merchants have them. */
final class Devices {

  private static final int STORES_EACH = 2;
  private static final int TILLS_EACH = 8;

  private Devices() {}

  static List<Device> make(Path file, long seed) throws IOException {
    Random random = new Random(seed);
    List<Device> devices = new ArrayList<>();
    for (int store = 0; store < STORES_EACH; store++) {
      add(devices, "S10" + store, "1900000109", null, random);
      add(devices, "S11" + store, "1900000110", "190000020" + (store + 1), random);
    }
    List<Map<String, String>> entries = new ArrayList<>();
    for (Device device : devices) {
      Map<String, String> entry = new LinkedHashMap<>();
      entry.put("device_id", device.id());
      entry.put("store_id", device.store());
      entry.put("store_name", "Store " + device.store());
      entry.put("merchant_id", device.merchant());
      if (device.subMerchant() != null) {
        entry.put("sub_mch_id", device.subMerchant());
      }
      entry.put("key_sha256", OperatorKeys.sha256(device.key()));
      entries.add(entry);
    }
    Files.writeString(file, JsonMapper.shared().writeValueAsString(Map.of("devices", entries)));
    return List.copyOf(devices);
  }

  private static void add(
      List<Device> devices,
      String store,
      String merchant,
      @Nullable String subMerchant,
      Random random) {
    for (int till = 0; till < TILLS_EACH; till++) {
      byte[] key = new byte[24];
      random.nextBytes(key);
      devices.add(
          new Device(
              "%s-D%02d".formatted(store, till),
              store,
              merchant,
              subMerchant,
              "dk_" + HexFormat.of().formatHex(key)));
    }
  }
}
