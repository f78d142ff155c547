package dev.facepay.standalone.data;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for each service with the secrets that it needs and no others: whoever breaks into one
 * service has no more than that one's.
 */
public final class ServiceSecrets {

  private static final String SEALS_CODES = "auth-code.keyset.json";
  private static final String SEALS_FACES = "face-credential.keyset.json";
  private static final String SEALS_BUYERS = "openid.keyset.json";
  private static final String SEALS_SESSIONS = "operator-session.keyset.json";
  private static final String FINGERPRINTS = "fingerprint.keyset.json";
  private static final String OPERATORS = "operators.json";

  /** The service's user of the log; there if {@code setup --kafka-users} made it. */
  private static final String LOG_USER = "kafka.properties";

  /** What signs a call. */
  private static final Set<String> CALLS = Set.of("merchant.properties", "api-key");

  /** Reversals, refunds and the fund flow need the merchant's certificate too. */
  private static final Set<String> CERTIFIED_CALLS =
      Set.of("merchant.properties", "api-key", "apiclient_cert.p12", "p12-password");

  private static final List<Share> SHARES =
      List.of(
          new Share(
              "edge-api", Set.of(SEALS_CODES, SEALS_FACES, FINGERPRINTS, "devices.json"), Set.of()),
          new Share("auth-service", Set.of(SEALS_FACES, FINGERPRINTS, OPERATORS), CALLS),
          new Share("pay-service", Set.of(SEALS_CODES, SEALS_BUYERS), CALLS),
          new Share("query-service", Set.of(SEALS_BUYERS), CALLS),
          new Share("reverse-service", Set.of(), CERTIFIED_CALLS),
          new Share("refund-service", Set.of(), CERTIFIED_CALLS),
          new Share("reconcile-service", Set.of(), CERTIFIED_CALLS),
          // What it had while it was the console too is taken away.
          new Share("report-service", Set.of(), Set.of()),
          new Share("console-service", Set.of(SEALS_SESSIONS, OPERATORS), CALLS),
          new Share("operator", Set.of("operator.key", "demo-devices.json"), Set.of()));

  private record Share(String service, Set<String> keys, Set<String> ofEachMerchant) {}

  private ServiceSecrets() {}

  /** Those that get a folder: the services, and the person at the keyboard. */
  public static List<String> receivers() {
    return SHARES.stream().map(Share::service).toList();
  }

  /** Whether it has what a call to WeChat is signed with, of each merchant. */
  public static boolean signsCalls(String service) {
    return SHARES.stream()
        .anyMatch(it -> it.service().equals(service) && it.ofEachMerchant().containsAll(CALLS));
  }

  /**
   * Makes {@code <to>/<service>/} with keysets and {@code merchants/<mch_id>/}. A second time it
   * brings what changed, and removes what went away.
   *
   * @param merchants a folder for each merchant; null: merchants' secrets are nobody's
   */
  public static void handOut(Path keys, @Nullable Path merchants, Path to) {
    for (Share share : SHARES) {
      try {
        mirror(wanted(share, keys, merchants), to.resolve(share.service()));
      } catch (IOException e) {
        throw new CannotRun(
            ExitCode.DATA_DIRECTORY,
            "cannot hand out secrets to " + to.resolve(share.service()),
            "check its owner and the disk",
            e);
      }
    }
  }

  /** Where each file comes from, by its place in the service's folder. */
  private static Map<Path, Path> wanted(Share share, Path keys, @Nullable Path merchants)
      throws IOException {
    Map<Path, Path> files = new TreeMap<>();
    add(files, Path.of(""), keys, share.keys());
    addLogUser(files, share, keys);
    if (merchants != null && !share.ofEachMerchant().isEmpty()) {
      for (Path folder : children(merchants)) {
        Path name = Objects.requireNonNull(folder.getFileName());
        if (Files.isDirectory(folder) && !name.toString().startsWith(".")) {
          add(files, Path.of("merchants").resolve(name), folder, share.ofEachMerchant());
        }
      }
    }
    return files;
  }

  private static void addLogUser(Map<Path, Path> files, Share share, Path keys) {
    Path properties = LogUsers.file(keys, share.service());
    if (Files.exists(properties)) {
      files.put(Path.of(LOG_USER), properties);
    }
  }

  private static void add(Map<Path, Path> files, Path place, Path from, Set<String> names) {
    for (String name : names) {
      if (Files.exists(from.resolve(name))) {
        files.put(place.resolve(name), from.resolve(name));
      }
    }
  }

  private static void mirror(Map<Path, Path> wanted, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Path old : below(folder)) {
      if (Files.isRegularFile(old) && !wanted.containsKey(folder.relativize(old))) {
        Files.delete(old);
      } else if (Files.isDirectory(old) && children(old).isEmpty()) {
        Files.delete(old);
      }
    }
    for (Map.Entry<Path, Path> file : wanted.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      // Unchanged ones keep their time: it says when a keyset was last rotated.
      if (!Files.exists(target) || Files.mismatch(file.getValue(), target) >= 0) {
        PrivateFile.write(target, Files.readAllBytes(file.getValue()));
        Files.setLastModifiedTime(target, Files.getLastModifiedTime(file.getValue()));
      }
    }
  }

  /** Deepest first, without the folder itself. */
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> found = new ArrayList<>(all.filter(path -> !path.equals(folder)).toList());
      found.sort(Comparator.reverseOrder());
      return found;
    }
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    }
  }
}
