package dev.facepay.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.EdgeStand.Answer;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Health and metrics have a port of their own, which devices do not reach. */
@Tag("real")
class ManagementTest {

  @Test
  void health_and_metrics_are_on_the_management_port_alone() {
    try (EdgeStand edge = new EdgeStand("--management.server.port=0")) {
      String port = edge.context.getEnvironment().getProperty("local.management.port");

      Answer ready = get(port, "/actuator/health/readiness");
      assertThat(ready.status()).as(ready.text()).isEqualTo(200);
      assertThat(ready.json().path("components").propertyNames())
          .containsExactlyInAnyOrder("readinessState", "caughtUp");
      Answer health = get(port, "/actuator/health");
      assertThat(health.json().path("components").propertyNames())
          .contains("caughtUp", "keys", "readinessState");
      assertThat(get(port, "/actuator/prometheus").text())
          .contains("facepay_edge_answer_seconds_bucket");
      assertThat(EdgeStand.send(edge.to("/actuator/health").build()).status()).isEqualTo(404);
    }
  }

  private static Answer get(String port, String path) {
    return EdgeStand.send(
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build());
  }
}
