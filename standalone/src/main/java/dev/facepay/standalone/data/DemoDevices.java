package dev.facepay.standalone.data;

import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two shops with two devices for each merchant, made on the first start.
 *
 * <p>The edge's file holds hashes; the keys in clear lie beside it, for this user's eyes only.
 */
public final class DemoDevices {

  private static final Pattern SUB_MERCHANT = Pattern.compile("sub_mch\\.(\\d+)\\.app_id");
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int TILLS = 2;

  private DemoDevices() {}

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
    List<DemoDevice> devices = make(merchantsDir);
    try {
      PrivateFile.write(clearFile(keysDir), JSON.writeValueAsString(new Clear(devices)));
      // Last: its presence says that both are whole.
      PrivateFile.write(edgeFile(keysDir), JSON.writeValueAsString(hashed(devices, merchantsDir)));
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot write " + keysDir, "check its owner and the disk", e);
    }
    return devices;
  }

  private static Path clearFile(Path keysDir) {
    return keysDir.resolve("demo-devices.json");
  }

  private static List<DemoDevice> make(Path merchantsDir) {
    List<DemoDevice> devices = new ArrayList<>();
    for (Path folder : merchantFolders(merchantsDir)) {
      String merchant = Objects.toString(folder.getFileName());
      List<@Nullable String> shops = shops(folder);
      for (String subMerchant : shops) {
        // A store's number is nobody else's, whoever the merchant: as in the registry.
        String store = "S%03d".formatted(devices.size() / TILLS + 1);
        for (int till = 1; till <= TILLS; till++) {
          String number = String.format("%02d", devices.size() + 1);
          devices.add(new DemoDevice("D" + number, store, merchant, subMerchant, freshKey()));
        }
      }
    }
    return List.copyOf(devices);
  }

  private static List<Path> merchantFolders(Path merchantsDir) {
    try (Stream<Path> folders = Files.list(merchantsDir)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.CONFIGURATION,
          "cannot read the merchants' directory " + merchantsDir,
          "give --merchants a directory with a folder for each merchant number",
          e);
    }
  }

  /** Two shops; a service provider's are its first two sub merchants. */
  private static List<@Nullable String> shops(Path merchantFolder) {
    Properties properties = properties(merchantFolder);
    List<@Nullable String> subs = new ArrayList<>();
    for (String name : new TreeSet<>(properties.stringPropertyNames())) {
      Matcher matcher = SUB_MERCHANT.matcher(name);
      if (matcher.matches() && subs.size() < 2) {
        subs.add(matcher.group(1));
      }
    }
    while (subs.isEmpty() || (subs.getFirst() == null && subs.size() < 2)) {
      subs.add(null);
    }
    return subs;
  }

  /** With what the face SDK must be told, so that each can be a terminal. */
  private static Map<String, Object> hashed(List<DemoDevice> devices, Path merchantsDir) {
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
      Properties merchant = properties(merchantsDir.resolve(device.merchant()));
      putIfPresent(entry, "appid", merchant.getProperty("app_id"));
      putIfPresent(
          entry, "sub_appid", merchant.getProperty("sub_mch." + device.subMerchant() + ".app_id"));
      entry.put("key_sha256", sha256(device.key()));
      entries.add(entry);
    }
    return Map.of("devices", entries);
  }

  private static Properties properties(Path merchantFolder) {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(merchantFolder.resolve("merchant.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      // No such file: then it is no service provider, and its own service says what is missing.
    }
    return properties;
  }

  private static void putIfPresent(Map<String, String> entry, String name, @Nullable String value) {
    if (value != null) {
      entry.put(name, value);
    }
  }

  private static String freshKey() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return "dk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static String sha256(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
