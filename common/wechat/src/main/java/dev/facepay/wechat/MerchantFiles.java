package dev.facepay.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.Cut;
import dev.facepay.wechat.InvalidMerchantException.Defect;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The merchants' directory, one folder each. */
final class MerchantFiles {

  private static final List<String> OTHERS = List.of("app_id", "sign_type", "fund_flow");
  private static final Pattern SUB_APP_ID = Pattern.compile("sub_mch\\.([^.]+)\\.app_id");

  private MerchantFiles() {}

  static List<Merchant> read(Path dir) {
    return folders(dir).stream().map(MerchantFiles::readOne).toList();
  }

  static List<Path> folders(Path dir) {
    if (!Files.isDirectory(dir)) {
      throw new InvalidMerchantException(Defect.NO_DIRECTORY, dir.toString());
    }
    List<Path> folders;
    try (Stream<Path> children = Files.list(dir)) {
      folders = children.filter(MerchantFiles::isFolder).sorted().toList();
    } catch (IOException e) {
      throw new InvalidMerchantException(Defect.UNREADABLE_FILE, dir.toString(), e);
    }
    if (folders.isEmpty()) {
      throw new InvalidMerchantException(Defect.NO_MERCHANT, dir.toString());
    }
    return folders;
  }

  /** Hidden folders are skipped: a mounted Kubernetes secret has such ones. */
  private static boolean isFolder(Path path) {
    return Files.isDirectory(path) && !name(path).startsWith(".");
  }

  static Merchant readOne(Path folder) {
    String mchId = name(folder);
    Properties properties = properties(folder.resolve("merchant.properties"));
    Map<String, String> subAppIds = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      Matcher sub = SUB_APP_ID.matcher(key);
      if (sub.matches()) {
        subAppIds.put(sub.group(1), properties.getProperty(key).strip());
      } else if (!OTHERS.contains(key)) {
        throw new InvalidMerchantException(Defect.UNKNOWN_PROPERTY, folder + " (" + key + ")");
      }
    }
    String appId = properties.getProperty("app_id", "").strip();
    if (appId.isEmpty()) {
      throw new InvalidMerchantException(Defect.NO_APP_ID, folder.toString());
    }
    SignType signType =
        SignType.ofWireName(properties.getProperty("sign_type", "MD5").strip())
            .orElseThrow(
                () -> new InvalidMerchantException(Defect.BAD_SIGN_TYPE, folder.toString()));
    String apiKey =
        text(folder.resolve("api-key"))
            .orElseThrow(() -> new InvalidMerchantException(Defect.NO_API_KEY, folder.toString()));
    return new Merchant(
        mchId,
        appId,
        new Secret(apiKey),
        signType,
        certificate(folder, mchId),
        subAppIds,
        isOldFundFlow(properties, folder),
        text(folder.resolve("api-key-before")).map(Secret::new).orElse(null));
  }

  /** Of names and contents: another one if anything of the folder changes. */
  static String digest(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (Path file : children.filter(Files::isRegularFile).sorted().toList()) {
        byte[] content = Files.readAllBytes(file);
        sha.update((name(file) + "/" + content.length + "/").getBytes(UTF_8));
        sha.update(content);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw new InvalidMerchantException(Defect.UNREADABLE_FILE, folder.toString(), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isOldFundFlow(Properties properties, Path folder) {
    return switch (properties.getProperty("fund_flow", "new").strip()) {
      case "new" -> false;
      case "old" -> true;
      default -> throw new InvalidMerchantException(Defect.BAD_FUND_FLOW, folder.toString());
    };
  }

  private static @Nullable ClientCertificate certificate(Path folder, String mchId) {
    Path p12 = folder.resolve("apiclient_cert.p12");
    if (!Files.exists(p12)) {
      return null;
    }
    String password = text(folder.resolve("p12-password")).orElse(mchId);
    return new ClientCertificate(p12, new Secret(password));
  }

  private static Properties properties(Path file) {
    String text =
        text(file)
            .orElseThrow(() -> new InvalidMerchantException(Defect.NO_PROPERTIES, file.toString()));
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidMerchantException(Defect.BAD_ESCAPE, file.toString(), e);
    } catch (IOException e) {
      throw new InvalidMerchantException(Defect.UNREADABLE_FILE, file.toString(), e);
    }
    return properties;
  }

  private static Optional<String> text(Path file) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      String text = Cut.byteOrderMark(Files.readString(file)).strip();
      if (text.indexOf('\0') >= 0) { // UTF-16 without a mark is UTF-8 with a nought in between
        throw new InvalidMerchantException(Defect.NOT_UTF_8, file.toString());
      }
      return Optional.of(text);
    } catch (CharacterCodingException e) {
      throw new InvalidMerchantException(Defect.NOT_UTF_8, file.toString(), e);
    } catch (IOException e) {
      throw new InvalidMerchantException(Defect.UNREADABLE_FILE, file.toString(), e);
    }
  }

  static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }
}
