package dev.facepay.standalone.setup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.facepay.standalone.client.MetricsClient.Pages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real")
class WorkChecksTest {

  @Test
  void a_system_that_keeps_up_is_well() {
    assertThat(
            found(
                "facepay_lag_records{stage=\"pay\"} 3",
                "facepay_due_lateness_seconds{records=\"reverse\"} 0.2"))
        .noneMatch(Finding::bad);
  }

  @Test
  void what_waits_and_what_is_held_is_told_with_what_to_do() {
    List<Finding> findings =
        found(
            "facepay_lag_records{stage=\"pay\"} 900",
            "facepay_lag_records{stage=\"query\"} 200",
            "facepay_due_lateness_seconds{records=\"reverse\"} 0.1",
            "facepay_due_lateness_seconds{records=\"query\"} 73.4",
            "facepay_due_open{records=\"reverse\"} 12",
            "facepay_due_open{records=\"held-pay\"} 2",
            "facepay_payments_oldest_seconds{state=\"reversing\"} 125.2");

    assertThat(findings)
        .filteredOn(Finding::bad)
        .extracting(Finding::found)
        .containsExactly("1100 records wait in it", "overdue by 73 s", "2 can't be handled");
    assertThat(findings.getLast().found()).isEqualTo("2 min 5 s");
    assertThat(findings)
        .filteredOn(Finding::bad)
        .allSatisfy(it -> assertThat(it.fix()).isNotEmpty());
  }

  @Test
  void an_edge_that_turns_a_stranger_away_in_its_own_words_is_there() throws Exception {
    assertThat(edge(401, "{\"code\":\"unauthorized\"}", null).bad()).isFalse();
    assertThat(edge(200, "{\"device_id\":\"D1\"}", "dk_1").found()).contains("device D1");
    assertThat(edge(401, "{\"code\":\"unauthorized\"}", "dk_1").bad()).as("a wrong key").isTrue();
    assertThat(edge(401, "go away", null).bad()).as("something else").isTrue();
    assertThat(WorkChecks.edge(URI.create("http://localhost:1"), null).bad()).isTrue();
  }

  private static Finding edge(int status, String body, @Nullable String key)
      throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/devices/me",
        it -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          it.getResponseHeaders().set("Content-Type", "application/json");
          it.sendResponseHeaders(status, bytes.length);
          it.getResponseBody().write(bytes);
          it.close();
        });
    server.start();
    try {
      return WorkChecks.edge(URI.create("http://localhost:" + server.getAddress().getPort()), key);
    } finally {
      server.stop(0);
    }
  }

  private static List<Finding> found(String... lines) {
    return WorkChecks.of(new Pages(List.of(lines)));
  }
}
