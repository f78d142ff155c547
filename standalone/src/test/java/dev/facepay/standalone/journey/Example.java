package dev.facepay.standalone.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Await;
import dev.facepay.testkit.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs what stands in {@code examples/analytics} as a person would. */
final class Example {

  static final Path FOLDER = Repository.root().resolve("examples/analytics");

  private static final Pattern SQL = Pattern.compile("(?s)db\\.sql\\(\"+(.*?)\"+\\)");

  private Example() {}

  /** A script's output; fails with what it says if it fails, also for want of a program. */
  static List<String> script(String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("bash", FOLDER.resolve(name).toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** A source file's output; the JDK compiles it in memory. */
  static List<String> java(String name, String... arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Xmx256m", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", consumersClassPath()));
    command.add(FOLDER.resolve(name).toString());
    command.addAll(List.of(arguments));
    return run(command);
  }

  /** What the README tells a person to put there, and nothing of ours. */
  private static String consumersClassPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(
            entry -> entry.matches(".*[/\\\\](kafka-clients|slf4j-api|jackson-)[^/\\\\]*\\.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  static String text(String name) {
    return Repository.read(FOLDER.resolve(name));
  }

  /** What a notebook asks DuckDB, in its order. */
  static List<String> questions(String name) {
    List<String> questions = new ArrayList<>();
    for (JsonNode cell : JsonMapper.shared().readTree(text(name)).path("cells")) {
      StringBuilder code = new StringBuilder();
      cell.path("source").forEach(line -> code.append(line.asString()));
      SQL.matcher(code).results().forEach(it -> questions.add(it.group(1)));
    }
    assertThat(questions).isNotEmpty();
    return questions;
  }

  private static List<String> run(List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("example", ".out");
    Path err = Files.createTempFile("example", ".err");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      boolean ended = process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      process.destroyForcibly();
      assertThat(ended).as("%s ends; it said: %s", command, Repository.read(err)).isTrue();
      assertThat(process.exitValue())
          .as("exit code of %s, which said: %s", command, Repository.read(err))
          .isZero();
      return Files.readAllLines(out, UTF_8);
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }
}
