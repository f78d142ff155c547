package dev.facepay.standalone.registry;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.start.Service;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that speak to the registry of a running system. */
final class RegistryOptions {

  private final CommandContext context;

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

  RegistryOptions(CommandContext context) {
    this.context = context;
  }

  OperatorClient open() {
    URI address =
        Optional.ofNullable(auth)
            .or(() -> running().map(it -> it.apis().get(Service.AUTH.label())))
            .orElseThrow(() -> CannotRun.noSystem(dataDir(), "--auth"));
    return new OperatorClient(address, key());
  }

  /** Where devices enrol; empty if that is not known here. */
  Optional<URI> edge() {
    return running().map(RunningSystem::edge);
  }

  /** The devices that the edge has from its file; none if the registry is named by address. */
  List<DemoDevice> builtIn() {
    return auth == null ? DemoDevices.read(dataDir().resolve("keys")) : List.of();
  }

  private String key() {
    String given = context.environment().getOrDefault("FACEPAY_OPERATOR_KEY", "");
    if (keyFile != null) {
      return OperatorKey.readFile(keyFile);
    }
    if (!given.isEmpty()) {
      return given;
    }
    Path keys = dataDir().resolve("keys");
    return OperatorKey.read(keys)
        .orElseThrow(
            () ->
                new CannotRun(
                    ExitCode.CONFIGURATION,
                    "no operator's key in " + keys,
                    "give one with --operator-key-file"));
  }

  private Optional<RunningSystem> running() {
    return RunningSystem.read(dataDir());
  }

  Path dataDir() {
    return Objects.requireNonNullElse(dataDir, context.defaultDataDir())
        .toAbsolutePath()
        .normalize();
  }
}
