package dev.facepay.standalone.deploy;

import static dev.facepay.standalone.deploy.ComposeFile.FILE;
import static dev.facepay.standalone.deploy.ComposeFile.ROOT;
import static dev.facepay.standalone.deploy.ComposeFile.cast;
import static dev.facepay.standalone.deploy.ComposeFile.list;
import static dev.facepay.standalone.deploy.ComposeFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.data.ServiceSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What can be known of the compose file without starting it. */
class ComposeFileTest {

  /** One with a default, or with an older name that counts before the default does. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$\\{([A-Z_]+)(?::-(?:\\$\\{[A-Z_]+:-)?([^}]*)}?)?}");

  private static final Pattern PINNED = Pattern.compile("[a-z/]+:v?\\d+\\.\\d+(\\.\\d+)?(-.+)?");
  private static final int MEMORY_MB_MAX = 9 * 1024;

  private final Map<String, Map<String, Object>> services = ComposeFile.services();

  @Test
  void every_module_that_serves_is_a_service() throws IOException {
    try (Stream<Path> modules = Files.list(ROOT)) {
      List<String> serving =
          modules
              .filter(dir -> Files.exists(dir.resolve("pom.xml")))
              .map(dir -> dir.getFileName().toString())
              .filter(name -> name.endsWith("-service") || name.equals("edge-api"))
              .toList();
      assertThat(services.keySet()).containsAll(serving).contains("gateway-simulator");
      String layers = Files.readString(ROOT.resolve("deploy/image/layers"));
      assertThat(serving).allSatisfy(module -> assertThat(layers).contains(module));
    }
  }

  @Test
  void who_is_waited_for_says_when_it_is_ready() {
    services.forEach(
        (name, service) ->
            map(service, "depends_on")
                .forEach(
                    (other, how) -> {
                      Map<String, Object> needed = Objects.requireNonNull(services.get(other));
                      switch (String.valueOf(cast(how).get("condition"))) {
                        case "service_healthy" ->
                            assertThat(needed).as(name + " → " + other).containsKey("healthcheck");
                        case "service_completed_successfully" ->
                            assertThat(needed).containsEntry("restart", "no");
                        default -> throw new AssertionError(name + " → " + other + ": " + how);
                      }
                      if (needed.containsKey("profiles") && !service.containsKey("profiles")) {
                        assertThat(cast(how)).containsEntry("required", false);
                      }
                    }));
  }

  @Test
  void every_image_is_pinned_and_every_service_of_ours_shares_one() {
    services.forEach(
        (name, service) -> {
          String image = String.valueOf(service.get("image"));
          if (!image.startsWith("facepay:")) {
            assertThat(image).as(name).matches(PINNED);
          } else {
            assertThat(service).as(name).containsEntry("read_only", true);
          }
        });
  }

  @Test
  void every_base_image_is_pinned() throws IOException {
    List<String> from =
        Files.readAllLines(ROOT.resolve("deploy/image/Dockerfile")).stream()
            .filter(line -> line.startsWith("FROM "))
            .map(line -> line.split(" ")[1])
            // Nothing, and a stage of the file itself.
            .filter(image -> !image.equals("scratch") && !image.startsWith("${"))
            .toList();
    assertThat(from).hasSize(2).allSatisfy(image -> assertThat(image).matches(".+:\\d+\\.\\d+.+"));
  }

  @Test
  void the_image_is_built_without_a_path_of_any_machine() throws IOException {
    assertThat(Files.readString(ROOT.resolve("deploy/image/Dockerfile")))
        .doesNotContain("/root", "/home");
  }

  /** The folders are in the image with their owner; a volume takes it over. */
  @Test
  void a_service_sees_its_own_secrets_and_no_others() throws IOException {
    String image = Files.readString(ROOT.resolve("deploy/image/Dockerfile"));
    List<String> handedOut = list(Objects.requireNonNull(services.get("setup")), "volumes");
    for (String receiver : ServiceSecrets.receivers()) {
      assertThat(handedOut).contains("secrets-" + receiver + ":/secrets/" + receiver);
      assertThat(image).contains(" " + receiver);
    }
    services.forEach(
        (name, service) -> {
          List<String> secret =
              list(service, "volumes").stream()
                  .filter(volume -> volume.matches("(keys|secrets-.*|.*wechat.*):.*"))
                  .filter(volume -> !volume.startsWith("./deploy/"))
                  .toList();
          switch (name) {
            case "setup" -> assertThat(secret).contains("keys:/keys");
            case "gateway-simulator" -> assertThat(secret).containsExactly("wechat:/wechat");
            case "demo", "facepay" ->
                assertThat(secret).containsExactly("secrets-operator:/data/keys:ro");
            default -> {
              if (ServiceSecrets.receivers().contains(name)) {
                assertThat(secret).containsExactly("secrets-" + name + ":/secrets:ro");
              } else {
                assertThat(secret).as(name).isEmpty();
              }
            }
          }
        });
  }

  /** Compose merges the two; what is not in the first would be a service of its own. */
  @Test
  void what_is_laid_over_it_offline_replaces_what_is_there() throws IOException {
    Map<String, Object> over = ComposeFile.read(ROOT.resolve("deploy/offline/compose.yml"));
    assertThat(services.keySet()).containsAll(map(over, "services").keySet());
  }

  @Test
  void ports_are_open_on_this_machine_only() {
    services.forEach(
        (name, service) ->
            assertThat(list(service, "ports"))
                .as(name)
                .allSatisfy(
                    port ->
                        assertThat(port)
                            .matches(
                                "(127\\.0\\.0\\.1|\\$\\{FACEPAY_EDGE_ADDRESS:-127\\.0\\.0\\.1}):.*")));
  }

  @Test
  void every_service_can_be_scaled() {
    services.forEach(
        (name, service) -> {
          assertThat(service).as(name).doesNotContainKey("container_name");
          if (ComposeFile.isOneOfOurs(name)) {
            assertThat(service).as(name).doesNotContainKeys("ports", "hostname");
          }
        });
  }

  @Test
  void no_container_logs_without_an_end() {
    services.forEach(
        (name, service) ->
            assertThat(map(service, "logging").get("options"))
                .as(name)
                .isEqualTo(Map.of("max-size", "20m", "max-file", "3")));
  }

  @Test
  void all_of_it_fits_into_nine_gigabytes() {
    // What the services wait for to be completed is gone when they begin; of two command lines one
    // runs.
    Set<String> before = Set.of("setup", "mongo-setup", "facepay");
    int sum = 0;
    for (Map.Entry<String, Map<String, Object>> service : services.entrySet()) {
      String limit = String.valueOf(service.getValue().get("mem_limit"));
      assertThat(limit).as(service.getKey()).matches("\\d+m");
      sum += before.contains(service.getKey()) ? 0 : Integer.parseInt(limit.replace("m", ""));
    }
    assertThat(sum).isLessThanOrEqualTo(MEMORY_MB_MAX);
  }

  @Test
  void the_example_names_every_variable_and_says_what_counts_without_it() throws IOException {
    Map<String, String> used = new TreeMap<>();
    for (MatchResult found : VARIABLE.matcher(Files.readString(FILE)).results().toList()) {
      String before = used.put(found.group(1), Objects.requireNonNullElse(found.group(2), ""));
      assertThat(before).as(found.group(1)).isIn(null, used.get(found.group(1)));
    }
    Map<String, String> named = variables(ROOT.resolve(".env.example"));
    assertThat(named).isEqualTo(used);
    Map<String, String> demo = variables(ROOT.resolve("deploy/demo.env"));
    assertThat(demo).containsEntry("COMPOSE_PROFILES", "demo");
    demo.remove("COMPOSE_PROFILES");
    assertThat(used.keySet()).containsAll(demo.keySet());
  }

  private static Map<String, String> variables(Path file) {
    Map<String, String> named = new TreeMap<>();
    ComposeFile.text(file)
        .lines()
        .filter(line -> line.matches("[A-Z_]+=.*"))
        .forEach(line -> named.put(line.split("=", 2)[0], line.split("=", 2)[1]));
    return named;
  }

  @Test
  void secrets_are_files_that_are_not_in_the_repository() throws IOException {
    Map<String, Object> file = ComposeFile.read(FILE);
    List<String> made = new ArrayList<>();
    map(file, "secrets").values().forEach(s -> made.add(String.valueOf(cast(s).get("file"))));
    assertThat(made)
        .isNotEmpty()
        .allSatisfy(path -> assertThat(path).startsWith("./deploy/secrets/"));
    assertThat(Files.readAllLines(ROOT.resolve("deploy/secrets/.gitignore"))).contains("*");
    String maker = Files.readString(ROOT.resolve("deploy/secrets/make"));
    assertThat(map(file, "secrets").keySet()).allSatisfy(name -> assertThat(maker).contains(name));
    assertThat(new TreeSet<>(Files.readAllLines(ROOT.resolve(".dockerignore"))))
        .contains("deploy/secrets", ".env");
  }
}
