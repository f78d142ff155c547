package dev.facepay.standalone.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.wechat.InvalidMerchantException;
import dev.facepay.wechat.Merchant;
import dev.facepay.wechat.Merchants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two shops with two devices for each merchant, made on the first start.
 *
 * <p>The edge's file holds hashes; the keys in clear lie beside it, for this user's eyes only.
 */
public final class DemoDevices {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TILLS = 2;

  private DemoDevices() {}

  /**
   * A device of a shop, and the key that it shows to the edge.
   *
   * @param subMerchant in service-provider mode, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DemoDevice(
      @JsonProperty("device_id") String id,
      @JsonProperty("store_id") String store,
      @JsonProperty("merchant_id") String merchant,
      @JsonProperty("sub_mch_id") @Nullable String subMerchant,
      @JsonProperty("key") String key) {

    /** Without the key. */
    @Override
    public String toString() {
      return "DemoDevice[" + id + "]";
    }
  }

  private record Clear(List<DemoDevice> devices) {}

  /** What the edge reads: see its {@code facepay.edge.keys-file}. */
  public static Path edgeFile(Path keysDir) {
    return keysDir.resolve("devices.json");
  }

  /** The devices that were made before; none if there were none. */
  public static List<DemoDevice> read(Path keysDir) {
    Path file = clearFile(keysDir);
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      return JSON.readValue(Files.readString(file), Clear.class).devices();
    } catch (IOException | JacksonException e) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          "cannot read the demo devices' keys in " + file,
          "remove it and " + edgeFile(keysDir).getFileName() + " to have new ones made",
          e);
    }
  }

  /**
   * Makes devices for every merchant unless the edge's file is there already: then whoever wrote it
   * decides.
   */
  public static List<DemoDevice> readOrMake(Path keysDir, Path merchantsDir) {
    if (Files.exists(edgeFile(keysDir))) {
      return read(keysDir);
    }
    Merchants merchants = merchants(merchantsDir);
    List<DemoDevice> devices = make(merchants);
    try {
      PrivateFile.write(clearFile(keysDir), JSON.writeValueAsString(new Clear(devices)));
      // Last: its presence says that both are whole.
      PrivateFile.write(edgeFile(keysDir), JSON.writeValueAsString(hashed(devices, merchants)));
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot write " + keysDir, "check its owner and the disk", e);
    }
    return devices;
  }

  private static Path clearFile(Path keysDir) {
    return keysDir.resolve("demo-devices.json");
  }

  private static List<DemoDevice> make(Merchants merchants) {
    List<DemoDevice> devices = new ArrayList<>();
    for (Merchant merchant : merchants.all()) {
      for (String subMerchant : shops(merchant)) {
        // A store's number is nobody else's, whoever the merchant: as in the registry.
        String store = "S%03d".formatted(devices.size() / TILLS + 1);
        for (int till = 1; till <= TILLS; till++) {
          String number = String.format("%02d", devices.size() + 1);
          devices.add(
              new DemoDevice("D" + number, store, merchant.mchId(), subMerchant, freshKey()));
        }
      }
    }
    return List.copyOf(devices);
  }

  /** By the services' own rules: what they would not start with gets no devices. */
  private static Merchants merchants(Path dir) {
    try {
      return Merchants.load(dir);
    } catch (InvalidMerchantException e) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          Objects.requireNonNullElse(e.getMessage(), "bad merchants"),
          "./facepay doctor --merchants " + dir + " says what else is wrong",
          e);
    }
  }

  /** Two shops; a service provider's are its first two sub merchants. */
  private static List<@Nullable String> shops(Merchant merchant) {
    List<@Nullable String> subs =
        new ArrayList<>(merchant.subAppIds().keySet().stream().sorted().limit(2).toList());
    return subs.isEmpty() ? Arrays.asList(null, null) : subs;
  }

  /** With what the face SDK must be told, so that each can be a terminal. */
  private static Map<String, Object> hashed(List<DemoDevice> devices, Merchants merchants) {
    List<Map<String, String>> entries = new ArrayList<>();
    for (DemoDevice device : devices) {
      Map<String, String> entry = new LinkedHashMap<>();
      entry.put("device_id", device.id());
      entry.put("store_id", device.store());
      entry.put("store_name", "Demo shop " + device.store());
      entry.put("merchant_id", device.merchant());
      if (device.subMerchant() != null) {
        entry.put("sub_mch_id", device.subMerchant());
      }
      Merchant merchant = merchants.find(device.merchant()).orElseThrow();
      entry.put("appid", merchant.appId());
      if (device.subMerchant() != null) {
        merchant.subAppId(device.subMerchant()).ifPresent(id -> entry.put("sub_appid", id));
      }
      entry.put("key_sha256", OperatorKeys.sha256(device.key()));
      entries.add(entry);
    }
    return Map.of("devices", entries);
  }

  private static String freshKey() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return "dk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }
}
