package dev.facepay.standalone.data;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that talk to a system that runs already. */
public final class RunningSystemOptions {

  private final CommandContext context;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Of the running system; tells its address and the devices' keys.")
  private @Nullable Path dataDir;

  @Option(
      names = "--edge",
      paramLabel = "URL",
      description = "The edge API, if it is not the one of the data directory.")
  private @Nullable URI edge;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "A device's key; safer as FACEPAY_DEVICE_KEY, a command line can be seen.")
  private @Nullable String key;

  @Option(names = "--device", paramLabel = "ID", description = "Which device to be, like D01.")
  private @Nullable String device;

  public RunningSystemOptions(CommandContext context) {
    this.context = context;
  }

  /** Of a command with a log of its own choice. */
  public static final class Kafka {

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "The log, if it is another.")
    private @Nullable String servers;

    public boolean isGiven() {
      return servers != null;
    }

    public String servers(RunningSystemOptions system) {
      return system.find(servers, RunningSystem::bootstrapServers);
    }
  }

  /** Of a command with a database of its own choice. */
  public static final class Mongo {

    @Option(
        names = "--mongo",
        paramLabel = "URI",
        description = "The database, if it is another or needs a password.")
    private @Nullable String uri;

    public String uri(RunningSystemOptions system) {
      return system.find(uri, RunningSystem::mongo);
    }
  }

  public Path dataDir() {
    return Objects.requireNonNullElse(dataDir, context.defaultDataDir())
        .toAbsolutePath()
        .normalize();
  }

  public Optional<RunningSystem> running() {
    return RunningSystem.read(dataDir());
  }

  public URI edge() {
    return find(edge, RunningSystem::edge);
  }

  /** The device to be: the named one, else the first. */
  public DemoDevice device() {
    String given = key == null ? context.environment().getOrDefault("FACEPAY_DEVICE_KEY", "") : key;
    if (!given.isEmpty()) {
      return new DemoDevice(device == null ? "D00" : device, "S000", "", null, given);
    }
    List<DemoDevice> known = devices();
    return known.stream()
        .filter(d -> device == null || d.id().equalsIgnoreCase(device))
        .findFirst()
        .orElseThrow(
            () ->
                new CannotRun(
                    device == null ? ExitCode.CONFIGURATION : ExitCode.USAGE,
                    device == null
                        ? "no device keys in " + dataDir()
                        : "there is no device %s, only %s"
                            .formatted(device, known.stream().map(DemoDevice::id).toList()),
                    "start the system once, or give a key as FACEPAY_DEVICE_KEY"));
  }

  public List<DemoDevice> devices() {
    return DemoDevices.read(dataDir().resolve("keys"));
  }

  /** What was given, else what the running system says. */
  private <T> T find(@Nullable T given, Function<RunningSystem, T> told) {
    return given != null
        ? given
        : running().map(told).orElseThrow(() -> CannotRun.noSystem(dataDir(), "--edge"));
  }
}
