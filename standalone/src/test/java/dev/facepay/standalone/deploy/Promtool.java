package dev.facepay.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own tool: the package {@code prometheus} has it. */
public final class Promtool {

  private Promtool() {}

  /** Fails, with what the tool says, unless it is content. */
  public static void passes(String input, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new AssertionError(
          "promtool is missing: apt-get install prometheus, or run ./verify", e);
    }
    // What it is told is short, or read before it answers.
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(said).isZero();
  }

  /** Below the repository's root. */
  public static Path deploy(String path) {
    return Path.of("..", "deploy").resolve(path);
  }
}
