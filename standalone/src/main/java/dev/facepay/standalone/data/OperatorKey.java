package dev.facepay.standalone.data;

import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * The operator of a system on one machine, made on the first start: the services' file holds its
 * hash, the key itself lies beside it for this user alone.
 */
public final class OperatorKey {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private OperatorKey() {}

  /** What the services read: see {@code facepay.operators-file}. */
  public static Path operatorsFile(Path keysDir) {
    return keysDir.resolve("operators.json");
  }

  static Path keyFile(Path keysDir) {
    return keysDir.resolve("operator.key");
  }

  /** Makes both files unless the services' one is there: then whoever wrote it decides. */
  public static void makeIfMissing(Path keysDir) {
    if (Files.exists(operatorsFile(keysDir))) {
      return;
    }
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String key = "ok_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Map<String, Object> operator =
        Map.of(
            "name",
            "local",
            "key_sha256",
            OperatorKeys.sha256(key),
            "scopes",
            Arrays.stream(Scope.values()).map(Scope::wire).toList());
    try {
      PrivateFile.write(keyFile(keysDir), key + "\n");
      // Last: its presence says that both are whole.
      PrivateFile.write(
          operatorsFile(keysDir), JSON.writeValueAsString(Map.of("operators", List.of(operator))));
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot write " + keysDir, "check its owner and the disk", e);
    }
  }

  /** The key of this machine's operator; empty if there is none. */
  public static Optional<String> read(Path keysDir) {
    Path file = keyFile(keysDir);
    return Files.exists(file) ? Optional.of(readFile(file)) : Optional.empty();
  }

  /**
   * @throws CannotRun if it can't be read
   */
  public static String readFile(Path file) {
    try {
      String key = Files.readString(file).strip();
      if (!key.matches("[!-~]*")) {
        throw new CannotRun(
            ExitCode.CONFIGURATION,
            file + " holds no key: that is one word of ASCII",
            "name the file with the operator's key by --operator-key-file");
      }
      return key;
    } catch (IOException e) {
      throw CannotRun.unreadable(
          ExitCode.CONFIGURATION,
          file,
          "name the file with the operator's key by --operator-key-file",
          e);
    }
  }
}
