package dev.facepay.bench;

import dev.facepay.standalone.FacePaySystem;
import dev.facepay.standalone.setup.SystemSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The system in a process of its own: its collector's pauses must not stop the generator, which
 * would be late exactly when the system is slow.
 */
final class SystemProcess implements AutoCloseable {

  /** Heap, collector and the like of the system's JVM, separated by blanks. */
  private static final String OPTIONS = "FACEPAY_SYSTEM_OPTS";

  private static final String SERVES = "serves";
  private static final long STOP_SECONDS = 60;

  private final Process process;

  private SystemProcess(Process process) {
    this.process = process;
  }

  /** Returns when every part serves; its log goes to {@code results}. */
  static SystemProcess start(Path dataDir, Path results) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(dataDir, results))
            .redirectError(results.resolve("system.err").toFile())
            .start();
    SystemProcess started = new SystemProcess(process);
    String said = process.inputReader().readLine();
    while (said != null && !said.startsWith(SERVES)) {
      said = process.inputReader().readLine();
    }
    if (said == null) {
      started.close();
      throw new IOException(
          "the system did not start: see system.log and system.err in " + results);
    }
    return started;
  }

  private static List<String> command(Path dataDir, Path results) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(own -> !own.startsWith("-X") && !own.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-XX:+UseCompactObjectHeaders");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            SystemProcess.class.getName(),
            dataDir.toString(),
            results.resolve("system.log").toString()));
    return command;
  }

  /** As they were given. */
  static List<String> options() {
    String given = System.getenv().getOrDefault(OPTIONS, "").strip();
    return given.isEmpty() ? List.of() : List.of(given.split("\\s+"));
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Lets it finish what it has in hand. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** In the other process: runs the system until nobody holds its input any more. */
  public static void main(String[] args) throws IOException {
    Logs.toFile(Path.of(args[1]));
    SystemSettings settings = SystemSettings.inside(Path.of(args[0]));
    for (Map.Entry<String, String> raised : Stand.overrides().entrySet()) {
      settings = settings.with(raised.getKey(), raised.getValue());
    }
    try (FacePaySystem system = FacePaySystem.start(settings)) {
      System.out.println(SERVES + " " + system.edge());
      while (System.in.read() >= 0) {
        // Until it ends.
      }
    }
  }
}
