package dev.facepay.standalone.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** Rules and alerts, by Prometheus' own tool; and what every alert must have beside it. */
@Tag("real")
class RulesTest {

  private static final Path RUNBOOKS = Path.of("..", "docs", "runbooks");

  @Test
  void prometheus_takes_its_configuration() throws IOException {
    Promtool.passes("", "check", "config", Promtool.deploy("prometheus/prometheus.yml").toString());
  }

  @Test
  void every_alert_is_raised_and_quiet_when_it_should() throws IOException {
    raisedAndQuiet("alerts.yml");
  }

  @Test
  @Tag("all")
  void an_alert_that_takes_hours_or_days_is_raised_and_quiet_when_it_should() throws IOException {
    raisedAndQuiet("slow-alerts.yml");
  }

  private static void raisedAndQuiet(String file) throws IOException {
    Promtool.passes("", "test", "rules", Promtool.deploy("prometheus/tests/" + file).toString());
  }

  @Test
  void every_alert_has_a_test_that_raises_it() {
    Set<String> raised = new TreeSet<>();
    for (String file : List.of("alerts.yml", "slow-alerts.yml")) {
      for (Map<String, Object> test : maps(yaml("prometheus/tests/" + file), "tests")) {
        maps(test, "alert_rule_test").stream()
            .filter(rule -> !maps(rule, "exp_alerts").isEmpty())
            .forEach(rule -> raised.add(text(rule, "alertname")));
      }
    }
    assertThat(raised).isEqualTo(new TreeSet<>(alerts().map(a -> text(a, "alert")).toList()));
  }

  @Test
  void every_alert_says_what_to_do() {
    assertThat(alerts())
        .allSatisfy(
            alert -> {
              String name = text(alert, "alert");
              assertThat(text(map(alert, "labels"), "severity")).isIn("page", "ticket", "none");
              Map<String, Object> notes = map(alert, "annotations");
              assertThat(notes).as(name).containsKeys("summary", "description");
              assertThat(text(notes, "runbook_url"))
                  .isEqualTo("{{ $externalLabels.runbooks }}docs/runbooks/" + name + ".md");
              assertThat(runbook(name))
                  .contains("# " + name, "## Meaning", "## First three looks", "## Safe actions");
            });
  }

  @Test
  void no_runbook_is_left_of_an_alert_that_is_gone() throws IOException {
    Set<String> names = new TreeSet<>(alerts().map(alert -> text(alert, "alert") + ".md").toList());
    try (Stream<Path> files = Files.list(RUNBOOKS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> !name.equals("README.md"))
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  private static String runbook(String alert) {
    try {
      return Files.readString(RUNBOOKS.resolve(alert + ".md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Map<String, Object>> alerts() {
    return maps(yaml("prometheus/rules/alerts.yml"), "groups").stream()
        .flatMap(group -> maps(group, "rules").stream());
  }

  private static Map<String, Object> yaml(String path) {
    try {
      return new Yaml().load(Files.readString(Promtool.deploy(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Map<String, Object> of, String key) {
    return String.valueOf(of.get(key));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Map<String, Object> of, String key) {
    return (Map<String, Object>) of.getOrDefault(key, Map.of());
  }

  @SuppressWarnings("unchecked")
  private static List<Map<String, Object>> maps(Map<String, Object> of, String key) {
    return (List<Map<String, Object>>) of.getOrDefault(key, List.of());
  }
}
