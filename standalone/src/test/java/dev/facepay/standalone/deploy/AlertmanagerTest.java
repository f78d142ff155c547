package dev.facepay.standalone.deploy;

import static dev.facepay.standalone.deploy.ComposeFile.list;
import static dev.facepay.standalone.deploy.ComposeFile.maps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of each alert, and what silences it: by Alertmanager and its tool. */
@Tag("real")
class AlertmanagerTest {

  private static final Path FILE = Promtool.deploy("prometheus/alertmanager.yml");

  @TempDir Path dir;

  @Test
  void alertmanager_takes_its_configuration() throws IOException {
    assertThat(
            amtool(
                "check-config", AlertServer.withAddresses(dir, "http://localhost:1/").toString()))
        .contains("SUCCESS", "3 receivers");
  }

  @Test
  void every_alert_goes_to_whom_its_severity_says() throws IOException {
    String file = AlertServer.withAddresses(dir, "http://localhost:1/").toString();
    for (Map<String, Object> alert : alerts()) {
      String name = String.valueOf(alert.get("alert"));
      String severity = String.valueOf(ComposeFile.map(alert, "labels").get("severity"));
      String to = severity.equals("none") ? "watchdog" : severity;
      List<String> said =
          amtool(
                  "config",
                  "routes",
                  "test",
                  "--config.file=" + file,
                  "alertname=" + name,
                  "severity=" + severity)
              .lines()
              .toList();
      // Before it there may be a word about an amtool of the machine's own.
      assertThat(said.getLast()).as(name).isEqualTo(to);
    }
  }

  /** A name that no rule has any more would silence nothing. */
  @Test
  void whatever_silences_or_is_silenced_is_an_alert() {
    Set<String> names =
        alerts().stream()
            .map(alert -> String.valueOf(alert.get("alert")))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> matched = new TreeSet<>();
    for (Map<String, Object> rule : maps(ComposeFile.read(FILE), "inhibit_rules")) {
      for (String end : List.of("source_matchers", "target_matchers")) {
        String name = list(rule, end).getFirst().replaceFirst("^alertname =~? ", "");
        Pattern wanted = Pattern.compile(name.replace("\"", ""));
        List<String> found = names.stream().filter(it -> wanted.matcher(it).matches()).toList();
        assertThat(found)
            .as(name)
            .hasSize(
                1
                    + (int) name.chars().filter(c -> c == '|').count()
                    + (name.contains(")?") ? 1 : 0));
        matched.addAll(found);
      }
    }
    // That money is wrong is said whatever else is.
    assertThat(matched)
        .contains("FacePayStoreDown", "FacePayStageStalled")
        .doesNotContain(
            "FacePayContradiction",
            "FacePayOpenWithoutDue",
            "FacePayRecordHeld",
            "FacePayAttentionNeeded",
            "FacePayWatchdog");
  }

  @Test
  void a_page_a_ticket_and_the_sign_of_life_arrive_where_they_should() throws Exception {
    try (AlertServer alertmanager = AlertServer.start(dir)) {
      alertmanager.fire("FacePayContradiction", "page", Map.of());
      alertmanager.fire("FacePayClockOff", "ticket", Map.of("service", "pay-service"));
      alertmanager.fire("FacePayWatchdog", "none", Map.of());
      Await.until(
          "each has arrived",
          () ->
              alertmanager
                  .arrived()
                  .containsAll(
                      Set.of(
                          "page firing FacePayContradiction",
                          "ticket firing FacePayClockOff",
                          "watchdog firing FacePayWatchdog")));
      assertThat(alertmanager.arrived()).hasSize(3);
    }
  }

  @Test
  void a_cause_silences_what_comes_of_it_as_long_as_it_lasts() throws Exception {
    try (AlertServer alertmanager = AlertServer.start(dir)) {
      alertmanager.fire("FacePayStoreDown", "page", Map.of("store", "mongodb"));
      alertmanager.fire("FacePayTimersLate", "page", Map.of("records", "reverse"));
      alertmanager.fire("FacePayStageStalled", "page", Map.of("stage", "pay"));
      alertmanager.fire("FacePayContradiction", "page", Map.of());
      Await.until(
          "the cause is told, and what has another",
          () ->
              alertmanager
                  .arrived()
                  .containsAll(
                      Set.of("page firing FacePayStoreDown", "page firing FacePayContradiction")));
      assertThat(alertmanager.silenced())
          .containsExactlyInAnyOrder("FacePayStageStalled", "FacePayTimersLate");
      assertThat(alertmanager.arrived()).noneMatch(it -> it.contains("StageStalled"));

      alertmanager.resolve("FacePayStoreDown", "page", Map.of("store", "mongodb"));
      Await.until(
          "what is left of it when the cause has gone",
          () -> alertmanager.arrived().contains("page firing FacePayStageStalled"));
    }
  }

  private static List<Map<String, Object>> alerts() {
    List<Map<String, Object>> alerts = new ArrayList<>();
    maps(ComposeFile.read(Promtool.deploy("prometheus/rules/alerts.yml")), "groups")
        .forEach(group -> alerts.addAll(maps(group, "rules")));
    return alerts;
  }

  private static String amtool(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("amtool"));
    command.addAll(List.of(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.onExit().join().exitValue()).as(said).isZero();
      return said;
    } catch (IOException e) {
      throw new AssertionError(
          "amtool is missing: apt-get install prometheus-alertmanager, or run ./verify", e);
    }
  }
}
