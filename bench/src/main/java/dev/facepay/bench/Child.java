package dev.facepay.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * A JVM beside the generator's, with this one's class path: a collector's pause in it must not stop
 * the generator, which would be late exactly when the system is slow.
 */
final class Child implements AutoCloseable {

  private static final String SERVES = "serves ";
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final String where;

  private Child(Process process, String where) {
    this.process = process;
    this.where = where;
  }

  /**
   * Returns when it serves.
   *
   * @param main calls {@link #serve}
   * @param options of its JVM, separated by blanks
   * @param results gets its log: a program's first argument
   * @throws IOException if it ended before it served
   */
  static Child start(Class<?> main, String options, Path results, List<String> arguments)
      throws IOException {
    String name = main.getSimpleName().toLowerCase(Locale.ROOT);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (!options.isBlank()) {
      command.addAll(List.of(options.strip().split("\\s+")));
    }
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(own -> !own.startsWith("-X") && !own.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-XX:+UseCompactObjectHeaders");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.add(results.resolve(name + ".log").toString());
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(results.resolve(name + ".err").toFile()).start();
    String said = process.inputReader().readLine();
    while (said != null && !said.startsWith(SERVES)) {
      said = process.inputReader().readLine();
    }
    if (said == null) {
      process.destroyForcibly();
      throw new IOException("did not start: see " + name + ".log and .err in " + results);
    }
    return new Child(process, said.substring(SERVES.length()));
  }

  /** In the other process: says that it serves, and returns when nobody wants it any more. */
  static void serve(String where) throws IOException {
    System.out.println(SERVES + where);
    while (System.in.read() >= 0) {
      // Until it ends.
    }
  }

  /** What it is reached by. */
  String where() {
    return where;
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
}
