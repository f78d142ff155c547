package dev.facepay.bench;

import dev.facepay.standalone.data.RunningSystem;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code ./facepay start} in a process of its own, as a person would start it. */
final class Launched implements AutoCloseable {

  private static final long STOP_SECONDS = 90;

  private final Process process;
  private final RunningSystem running;
  private final Duration took;

  private Launched(Process process, RunningSystem running, Duration took) {
    this.process = process;
    this.running = running;
    this.took = took;
  }

  /**
   * Returns when it is ready.
   *
   * @param root of the sources, with the launcher
   * @param data its data directory
   * @param heap like 1g
   * @param errors gets its standard error
   * @param raised settings that differ from the defaults
   * @throws IOException if it ended before
   */
  static Launched start(Path root, Path data, String heap, Path errors, Map<String, String> raised)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve("facepay").toString());
    command.addAll(List.of("start", "--json", "--port", "0", "--data-dir", data.toString()));
    raised.forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    // What bench/soak has set for this JVM is not for that one.
    List.of("FACEPAY_MODULE", "FACEPAY_MAIN", "FACEPAY_GC").forEach(environment::remove);
    environment.put("FACEPAY_BUILD", "never");
    environment.put("FACEPAY_HEAP", heap);
    environment.put("FACEPAY_JAVA_OPTS", environment.getOrDefault("FACEPAY_SYSTEM_OPTS", ""));
    long began = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    String ready = ready(process.inputReader());
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    if (ready == null) {
      process.destroyForcibly();
      throw new IOException("the system did not start: see " + errors + " and " + data + "/logs");
    }
    RunningSystem running =
        RunningSystem.read(data)
            .orElseThrow(() -> new IOException("the system started and is gone: see " + errors));
    return new Launched(process, running, took);
  }

  /**
   * Its only line on standard output, but for what options of the JVM may say; null if it ended.
   */
  private static @Nullable String ready(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("{")) {
      line = output.readLine();
    }
    return line;
  }

  RunningSystem running() {
    return running;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  /** From the command to its line that says ready. */
  Duration took() {
    return took;
  }

  /** As the kernel does when memory is short, or a hand that pulls the plug. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
