package dev.facepay.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Fixtures;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a session and a stranger reach of the whole service; the doors have tests of their own. */
@Tag("real")
class ConsoleAccessTest {

  private static ConsoleStand stand;

  @BeforeAll
  static void begin() {
    stand = new ConsoleStand();
  }

  @AfterAll
  static void end() {
    stand.close();
  }

  @Test
  void a_session_reads_and_follows_the_stream_of_changes() throws Exception {
    HttpResponse<String> in =
        stand
            .client()
            .send(
                stand
                    .at("/v1/session")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"key\": \"" + ConsoleStand.READER + "\"}"))
                    .build(),
                BodyHandlers.ofString());
    String cookie =
        in.headers().allValues("Set-Cookie").stream()
            .filter(it -> it.startsWith("facepay-session="))
            .map(it -> it.substring(0, it.indexOf(';')))
            .findFirst()
            .orElseThrow();

    assertThat(
            ConsoleStand.send(stand.at("/v1/attention").header("Cookie", cookie).build()).status())
        .isEqualTo(200);
    HttpResponse<InputStream> stream =
        stand
            .client()
            .send(
                stand.at("/v1/events").header("Cookie", cookie).build(),
                BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("event: ready");
      stand.publish(Fixtures.requested(Fixtures.payment("FOLLOWED", 1)));
      String line = lines.readLine();
      while (line != null && !line.startsWith("data: {\"id\"")) {
        line = lines.readLine();
      }
      assertThat(line).contains("1900000109:FOLLOWED");
    }
  }

  @Test
  void health_and_metrics_are_not_where_operators_come() {
    for (String path : List.of("", "/health", "/health/readiness", "/info", "/prometheus")) {
      for (HttpRequest.Builder request :
          List.of(stand.at("/actuator" + path), stand.to("/actuator" + path, ConsoleStand.ACTOR))) {
        assertThat(ConsoleStand.send(request.build()).status()).as(path).isEqualTo(404);
      }
    }
    assertThat(stand.metrics(answer -> answer.status() == 200).text()).contains("jvm_");
  }
}
