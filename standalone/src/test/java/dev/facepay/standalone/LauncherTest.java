package dev.facepay.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, with JDKs and tools made up for it. */
@Tag("real")
class LauncherTest {

  private static final List<String> TOOLS =
      List.of(
          "bash",
          "sed",
          "head",
          "tail",
          "dirname",
          "readlink",
          "find",
          "grep",
          "tr",
          "cat",
          "cut",
          "mkdir",
          "mv",
          "rm",
          "date",
          "ls",
          "sleep");

  @TempDir Path dir;
  private Path root;
  private Path tools;

  @BeforeEach
  void a_checkout_and_a_path_with_the_usual_tools() throws IOException {
    root = Files.createDirectories(dir.resolve("a checkout"));
    Files.copy(script(), root.resolve("facepay"));
    assertThat(root.resolve("facepay").toFile().setExecutable(true)).isTrue();
    tools = Files.createDirectories(dir.resolve("tools"));
    for (String tool : TOOLS) {
      for (String place : List.of("/usr/bin", "/bin")) {
        Path real = Path.of(place, tool);
        if (Files.exists(real) && !Files.exists(tools.resolve(tool))) {
          Files.createSymbolicLink(tools.resolve(tool), real);
        }
      }
    }
  }

  @Test
  void it_is_valid_shell() throws Exception {
    assertThat(run(Map.of(), "bash", "-n", script().toString()).status()).isZero();
  }

  @Test
  void without_a_jdk_it_says_so_in_one_line() throws Exception {
    Said said = facepay(Map.of(), "help");

    assertThat(said.status()).isEqualTo(6);
    assertThat(said.err().lines()).hasSize(1);
    assertThat(said.err()).contains("no JDK 25 or newer found").contains("FACEPAY_JAVA_HOME");
  }

  @Test
  void an_older_jdk_is_named_and_not_used() throws Exception {
    Path old = jdk("jvm/old", "17.0.15");

    Said said = facepay(Map.of("JAVA_HOME", old.toString()), "help");

    assertThat(said.status()).isEqualTo(6);
    assertThat(said.err()).contains("no JDK 25 or newer found (only 17)");
  }

  @Test
  void on_a_fresh_clone_help_needs_neither_a_jdk_nor_a_build() throws Exception {
    Files.createDirectories(root.resolve("docs"));
    Files.writeString(
        root.resolve("docs/commands.md"),
        """
        # Commands

        ## ./facepay

        ```text
        Usage: facepay
        ```

        ## ./facepay store

        ```text
        Usage: store
        ```

        ## ./facepay store add

        ```text
        Usage: store add
        ```
        """);

    assertThat(facepay(Map.of()).out()).isEqualTo("Usage: facepay\n");
    assertThat(facepay(Map.of(), "help", "store", "add").out()).isEqualTo("Usage: store add\n");
    assertThat(facepay(Map.of(), "store", "--help").out()).isEqualTo("Usage: store\n");
    assertThat(facepay(Map.of(), "help", "nothing").out()).isEqualTo("Usage: facepay\n");
    assertThat(facepay(Map.of(), "start").err()).contains("no JDK 25");
  }

  @Test
  void without_maven_it_says_so_in_one_line() throws Exception {
    jdk("jvm/new", "25.0.1");

    Said said = facepay(Map.of(), "start");

    assertThat(said.status()).isEqualTo(6);
    assertThat(said.err().lines()).hasSize(1);
    assertThat(said.err()).contains("Maven").contains("install");
  }

  @Test
  void a_jdk_in_a_usual_place_wins_over_an_old_java_home() throws Exception {
    Path old = jdk("old", "17.0.15");
    jdk("jvm/new", "26-ea");
    built();

    Said said = facepay(Map.of("JAVA_HOME", old.toString(), "EXIT", "0"), "help");

    assertThat(said.out()).contains("I am 26-ea");
  }

  @Test
  void words_and_exit_codes_pass_through_from_any_folder() throws Exception {
    jdk("jvm/new", "25");
    built();

    Said said = facepay(Map.of("EXIT", "7"), "pay", "--body", "two words");

    assertThat(said.status()).isEqualTo(7);
    assertThat(said.out())
        .contains("<dev.facepay.standalone.Main>\n<pay>\n<--body>\n<two words>")
        .contains("standalone-1.jar:a.jar");
    assertThat(said.out()).contains("root " + root.toRealPath());
  }

  @Test
  void the_heap_has_an_end_and_what_is_idle_is_given_back() throws Exception {
    jdk("jvm/new", "25");
    built();

    Said start = facepay(Map.of("EXIT", "0", "FACEPAY_BUILD", "never"), "start");
    Said small =
        facepay(Map.of("EXIT", "0", "FACEPAY_BUILD", "never", "FACEPAY_HEAP", "512m"), "start");

    assertThat(start.out())
        .containsPattern("<-Xmx(1g|768m)>")
        .contains("<-XX:+UseG1GC>")
        .contains("<-XX:+AutoCreateSharedArchive>")
        .contains("a checkout/standalone/target/classes.jsa>");
    assertThat(start.out())
        .contains("<-XX:+ExplicitGCInvokesConcurrent>", "<-XX:TrimNativeHeapInterval=");
    assertThat(start.out()).contains("arenas 2");
    assertThat(small.out()).contains("<-Xmx512m>");
  }

  @Test
  void a_failed_build_is_told_by_its_first_error() throws Exception {
    jdk("jvm/new", "25");
    executable(
        tools.resolve("mvn"),
        "#!/bin/sh\necho '[ERROR] /x/A.java:[1,2] not a statement'\necho '[ERROR] more'\nexit 1\n");

    Said said = facepay(Map.of(), "start");

    assertThat(said.status()).isEqualTo(6);
    assertThat(said.err()).contains("A.java:[1,2] not a statement").contains("build.log");
  }

  private void built() throws IOException {
    Path target = Files.createDirectories(root.resolve("standalone/target"));
    Files.writeString(target.resolve("class-path"), "a.jar");
    Files.writeString(target.resolve("built"), "");
    Files.writeString(target.resolve("standalone-1.jar"), "");
    // Sorts before it, and holds no command line: a whole build leaves it there.
    Files.writeString(target.resolve("standalone-1-tests.jar"), "");
  }

  private Path jdk(String name, String version) throws IOException {
    Path home = dir.resolve(name);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(
        home.resolve("bin/java"),
        "#!/bin/sh\necho I am "
            + version
            + "\n"
            + "echo root $FACEPAY_ROOT\n"
            + "echo arenas $MALLOC_ARENA_MAX\n"
            + "for a in \"$@\"; do echo \"<$a>\"; done\n"
            + "exit $EXIT\n");
    executable(home.resolve("bin/javac"), "#!/bin/sh\n");
    return home;
  }

  private static void executable(Path file, String text) throws IOException {
    Files.writeString(file, text);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Said facepay(Map<String, String> environment, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(root.resolve("facepay").toString()));
    command.addAll(List.of(args));
    Map<String, String> all = new LinkedHashMap<>(environment);
    all.put("FACEPAY_JDK_PLACES", dir.resolve("jvm").toString());
    return run(all, command.toArray(String[]::new));
  }

  private Said run(Map<String, String> environment, String... command) throws Exception {
    Path out = dir.resolve("out");
    Path err = dir.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    builder.environment().put("HOME", dir.toString());
    builder.environment().putAll(environment);
    builder.redirectOutput(out.toFile()).redirectError(err.toFile());
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Said(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private static Path script() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("facepay"))) {
      at = at.getParent();
    }
    assertThat(at).as("a folder above with the launcher").isNotNull();
    return at.resolve("facepay");
  }
}
