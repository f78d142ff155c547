package dev.facepay.standalone.setup;

import dev.facepay.standalone.client.HttpApi;
import dev.facepay.standalone.client.HttpApi.Management;
import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether the services of a running system are well. */
final class SystemChecks {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private SystemChecks() {}

  static List<Finding> running(RunningSystem system) throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.good("running system", system.process() + ", edge " + system.edge()));
    for (var service : system.http().entrySet()) {
      findings.add(health(service.getKey(), service.getValue()));
    }
    findings.addAll(StorageChecks.running(system.http().values()));
    return findings;
  }

  private static Finding health(String name, URI base) throws InterruptedException {
    URI health = base.resolve("/actuator/health");
    try {
      JsonNode told = told(base);
      String status = told.path("status").asString("unknown");
      return "UP".equals(status)
          ? Finding.good(name, "up, " + health)
          : Finding.bad(name, status + downParts(told), "look at " + health + " and the log");
    } catch (IOException e) {
      return Finding.bad(name, "no answer from " + health, "look at the log; restart the system");
    }
  }

  private static JsonNode told(URI base) throws IOException, InterruptedException {
    try (HttpApi<Management> service = Management.at(base, PATIENCE)) {
      return service.call(Management::health);
    } catch (HttpApi.Refused e) {
      return e.body(); // one that is down says so with 503
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
