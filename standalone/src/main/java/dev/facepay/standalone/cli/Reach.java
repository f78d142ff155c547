package dev.facepay.standalone.cli;

import dev.facepay.standalone.data.DemoDevice;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.standalone.setup.CannotRun;
import dev.facepay.standalone.setup.ExitCode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the commands that talk to a system that runs already. */
final class Reach {

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

  Reach() {}

  Reach(Path dataDir) {
    this.dataDir = dataDir;
  }

  Path dataDir(FacePayCommand top) {
    return (dataDir == null ? top.defaultDataDir() : dataDir).toAbsolutePath().normalize();
  }

  Optional<RunningSystem> running(FacePayCommand top) {
    return RunningSystem.read(dataDir(top));
  }

  URI edge(FacePayCommand top) {
    if (edge != null) {
      return edge;
    }
    return running(top).map(RunningSystem::edge).orElseThrow(() -> noneRuns(top));
  }

  CannotRun noneRuns(FacePayCommand top) {
    return new CannotRun(
        ExitCode.UNREACHABLE,
        "no system runs on " + dataDir(top),
        "run ./facepay start in another terminal, or name one with --edge URL");
  }

  /** The device to be: the named one, else the first. */
  DemoDevice device(FacePayCommand top) {
    String given = key == null ? top.environment().getOrDefault("FACEPAY_DEVICE_KEY", "") : key;
    if (!given.isEmpty()) {
      return new DemoDevice(device == null ? "D00" : device, "S000", "", null, given);
    }
    List<DemoDevice> known = devices(top);
    return known.stream()
        .filter(d -> device == null || d.id().equalsIgnoreCase(device))
        .findFirst()
        .orElseThrow(
            () ->
                new CannotRun(
                    device == null ? ExitCode.CONFIGURATION : ExitCode.USAGE,
                    device == null
                        ? "no device keys in " + dataDir(top)
                        : "there is no device %s, only %s"
                            .formatted(device, known.stream().map(DemoDevice::id).toList()),
                    "start the system once, or give a key as FACEPAY_DEVICE_KEY"));
  }

  List<DemoDevice> devices(FacePayCommand top) {
    return DemoDevices.read(dataDir(top).resolve("keys"));
  }
}
