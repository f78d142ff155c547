package dev.facepay.standalone;

import dev.facepay.standalone.data.RunningSystem;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The command line in a process of its own, on this test's class path. */
public record Program(Process process, Path log) {

  /**
   * @param log takes what it says
   */
  public static Program start(Path log, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx768m",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new Program(process, log);
  }

  /** Of {@code start} with that data directory; returns when it is ready. */
  public RunningSystem ready(Path data) throws IOException, InterruptedException {
    return Await.until(
            "a system that runs",
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("did not start: " + Files.readString(log));
              }
              return RunningSystem.read(data)
                  .filter(system -> Objects.equals(system.pid(), process.pid()));
            },
            Optional::isPresent)
        .orElseThrow();
  }

  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }
}
