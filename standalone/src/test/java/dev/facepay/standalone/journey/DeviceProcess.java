package dev.facepay.standalone.journey;

import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code ./facepay device} in a process of its own, so that it can be killed. */
final class DeviceProcess implements AutoCloseable {

  private static final String MAIN = "dev.facepay.standalone.Main";

  private final Process process;
  private final Path home;
  private final Path out;

  private DeviceProcess(Process process, Path home, Path out) {
    this.process = process;
    this.home = home;
    this.out = out;
  }

  static DeviceProcess start(Path data, String name, String pay) throws IOException {
    Path out = Files.createTempFile("facepay-device-", ".out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "device",
                "--store=S" + name,
                "--name=" + name,
                "--pay=" + pay,
                "--data-dir=" + data)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    return new DeviceProcess(process, data.resolve("devices").resolve(name), out);
  }

  /** The number of its first order, once it is on its disk. */
  String firstOrder() {
    return Await.until("an order on its disk", this::orders, it -> !it.isEmpty()).getFirst();
  }

  List<String> orders() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("journal"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".order"))
          .map(file -> file.replace(".order", ""))
          .sorted()
          .toList();
    }
  }

  DemoDevice device(String merchant) throws IOException {
    String name = home.getFileName().toString();
    String key = Files.readString(home.resolve("key")).strip();
    return new DemoDevice(name, "S" + name, merchant, null, key);
  }

  /** As {@code kill -9} does: nothing is finished, nothing is said. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  int exit() {
    return process.onExit().join().exitValue();
  }

  String said() throws IOException {
    return Files.readString(out);
  }

  @Override
  public void close() throws IOException {
    kill();
    Files.deleteIfExists(out);
  }
}
