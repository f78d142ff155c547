package dev.facepay.standalone.data;

import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.CommandContext;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * How to reach the system that runs on a data directory, for the commands beside it.
 *
 * @param pid its process; null: it runs elsewhere, and somebody has written this by hand
 * @param http health and metrics of each service
 * @param apis what else each serves
 * @param simulator the simulator's control API, or null with a gateway outside
 */
public record RunningSystem(
    @Nullable Long pid,
    URI edge,
    Map<String, URI> http,
    Map<String, URI> apis,
    @Nullable URI simulator,
    String bootstrapServers,
    String mongo) {

  // A note that an older release left has none.
  public RunningSystem {
    apis = Objects.requireNonNullElse(apis, Map.of());
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Leaves the note in the data directory. */
  public void write(Path dataDir) {
    try {
      PrivateFile.write(file(dataDir), JSON.writeValueAsString(this));
    } catch (IOException e) {
      throw new CannotRun(
          ExitCode.DATA_DIRECTORY, "cannot write " + file(dataDir), "check the disk", e);
    }
  }

  public static void remove(Path dataDir) {
    try {
      Files.deleteIfExists(file(dataDir));
    } catch (IOException e) {
      // The next reader sees that its process is gone.
    }
  }

  /** Empty if none runs there; a note that a killed process left counts as none. */
  public static Optional<RunningSystem> read(Path dataDir) {
    try {
      RunningSystem found = JSON.readValue(Files.readString(file(dataDir)), RunningSystem.class);
      return Optional.of(found).filter(RunningSystem::isThere);
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  private boolean isThere() {
    return pid == null || ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  /** For people. */
  public String process() {
    return pid == null ? "elsewhere" : "process " + pid;
  }

  private static Path file(Path dataDir) {
    return dataDir.resolve("running.json");
  }

  /** Options of the commands that talk to a system that runs already. */
  public static final class Options {

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

    public Options(CommandContext context) {
      this.context = context;
    }

    /** Of a command with a log of its own choice. */
    public static final class Kafka {

      @Option(
          names = "--kafka",
          converter = CommandContext.Brokers.class,
          paramLabel = "HOST:PORT",
          description = "The log, if it is another.")
      private @Nullable String servers;

      public boolean isGiven() {
        return servers != null;
      }

      public String servers(Options system) {
        return system.find(servers, RunningSystem::bootstrapServers);
      }
    }

    /** Of a command with a database of its own choice. */
    public static final class Mongo {

      @Option(
          names = "--mongo",
          converter = CommandContext.MongoUri.class,
          paramLabel = "URI",
          description = "The database, if it is another or needs a password.")
      private @Nullable String uri;

      public String uri(Options system) {
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

    /** As it was given on the command line. */
    public Optional<URI> namedEdge() {
      return Optional.ofNullable(edge);
    }

    public URI edge() {
      return find(edge, RunningSystem::edge);
    }

    /** The device to be: the named one, else the first. */
    public DemoDevice device() {
      String given =
          key == null ? context.environment().getOrDefault("FACEPAY_DEVICE_KEY", "") : key;
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
}
