package dev.facepay.standalone.registry;

import dev.facepay.standalone.client.OperatorClient;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import dev.facepay.standalone.setup.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that speak to the registry of a running system. */
final class RegistryReach {

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Of the running system; tells its address and the operator's key.")
  private @Nullable Path dataDir;

  @Option(
      names = "--auth",
      paramLabel = "URL",
      description = "auth-service, if it is not the one of the data directory.")
  private @Nullable URI auth;

  @Option(
      names = "--operator-key-file",
      paramLabel = "FILE",
      description = "Holds the operator's key; or FACEPAY_OPERATOR_KEY has it.")
  private @Nullable Path keyFile;

  OperatorClient open(Place place) {
    Path dir = dir(place);
    URI address =
        Optional.ofNullable(auth)
            .or(() -> running(place).map(it -> it.http().get(Service.AUTH.label())))
            .orElseThrow(
                () ->
                    new CannotRun(
                        ExitCode.UNREACHABLE,
                        "no system runs on " + dir,
                        "run ./facepay start in another terminal, or name one with --auth URL"));
    return new OperatorClient(address, key(place, dir));
  }

  /** Where devices enrol; empty if that is not known here. */
  Optional<URI> edge(Place place) {
    return running(place).map(RunningSystem::edge);
  }

  private String key(Place place, Path dir) {
    String given = place.environment().getOrDefault("FACEPAY_OPERATOR_KEY", "");
    if (keyFile != null) {
      return OperatorKey.readFile(keyFile);
    }
    if (!given.isEmpty()) {
      return given;
    }
    return OperatorKey.read(dir.resolve("keys"))
        .orElseThrow(
            () ->
                new CannotRun(
                    ExitCode.CONFIGURATION,
                    "no operator's key in " + dir.resolve("keys"),
                    "give one with --operator-key-file"));
  }

  private Optional<RunningSystem> running(Place place) {
    return RunningSystem.read(dir(place));
  }

  Path dir(Place place) {
    return Objects.requireNonNullElse(dataDir, place.defaultDataDir()).toAbsolutePath().normalize();
  }
}
