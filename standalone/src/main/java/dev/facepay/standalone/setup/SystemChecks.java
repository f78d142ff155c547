package dev.facepay.standalone.setup;

import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether the services of a running system are well. */
public final class SystemChecks {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private SystemChecks() {}

  public static List<Finding> running(RunningSystem system) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(
        Finding.good("running system", "process " + system.pid() + ", edge " + system.edge()));
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      for (var service : system.http().entrySet()) {
        findings.add(health(http, service.getKey(), service.getValue()));
      }
    }
    findings.addAll(StorageChecks.running(system.http().values()));
    return findings;
  }

  private static Finding health(HttpClient http, String name, URI base)
      throws InterruptedException {
    URI health = base.resolve("/actuator/health");
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(health).timeout(PATIENCE).GET().build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode json = JsonMapper.shared().readTree(answer.body());
      String status = json.path("status").asString("unknown");
      return "UP".equals(status)
          ? Finding.good(name, "up, " + health)
          : Finding.bad(name, status + downParts(json), "look at " + health + " and the log");
    } catch (IOException | JacksonException e) {
      return Finding.bad(name, "no answer from " + health, "look at the log; restart the system");
    }
  }

  private static String downParts(JsonNode health) {
    StringBuilder parts = new StringBuilder();
    health
        .path("components")
        .properties()
        .forEach(
            part -> {
              if (!"UP".equals(part.getValue().path("status").asString("UP"))) {
                parts.append(parts.isEmpty() ? ": " : ", ").append(part.getKey());
              }
            });
    return parts.toString();
  }
}
