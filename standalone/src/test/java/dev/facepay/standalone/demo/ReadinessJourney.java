package dev.facepay.standalone.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.journey.Stand;
import dev.facepay.standalone.start.Service;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Ready is who has joined the log, and not before: whoever starts a system waits for that. */
@Order(1)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class ReadinessJourney {

  private final Stand stand;

  ReadinessJourney(Stand stand) {
    this.stand = stand;
  }

  @Test
  void every_service_asks_itself_whether_it_has_joined_the_log() throws Exception {
    for (Service service : Service.stages()) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  stand.system().management(service).resolve("/actuator/health/readiness"))
              .build();
      HttpResponse<String> answer =
          stand.http().send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      JsonNode ready = JsonMapper.shared().readTree(answer.body());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(ready.path("components").propertyNames())
          .as(service.label())
          .containsExactlyInAnyOrder(
              "readinessState", service == Service.EDGE ? "caughtUp" : "joined");
    }
  }

  @Test
  void who_waits_for_the_system_waits_no_longer() throws Exception {
    URI ledger = stand.system().simulatorControl().orElseThrow();
    SystemAddresses sources =
        SystemAddresses.of(stand.system().running(), ledger, stand.system().dataDir());
    List<String> waitedFor = new ArrayList<>();
    new SystemReady(sources, waitedFor::add).await();
    assertThat(waitedFor).isEmpty();
  }
}
