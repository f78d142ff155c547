package dev.facepay.standalone.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.Main;
import dev.facepay.standalone.start.FacePaySystem;
import dev.facepay.standalone.start.Service;
import dev.facepay.standalone.start.SystemSettings;
import dev.facepay.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights of {@link LogRights} suffice: every service works, each as its own user. */
@Tag("all")
class GuardedSystemTest {

  @TempDir Path dir;

  private final HttpClient http = HttpClient.newHttpClient();

  private int run(Path properties, String... command) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, UTF_8);
    int status =
        Main.run(out, out, Map.of("FACEPAY_KAFKA_PROPERTIESFILE", properties.toString()), command);
    assertThat(status).as(said.toString(UTF_8)).isZero();
    return status;
  }

  private String get(URI base, String path) {
    HttpRequest request = HttpRequest.newBuilder(base.resolve(path)).build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(HttpResponse::body)
        .join();
  }

  /** As the console shows them, by the groups and the dead letters that it may look at. */
  private String stages(FacePaySystem system, Path keys) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(system.api(Service.CONSOLE).resolve("/v1/stages"))
            .header(
                "Authorization", "Bearer " + Files.readString(keys.resolve("operator.key")).strip())
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void a_whole_system_works_on_a_broker_that_lets_nobody_do_more_than_it_must() throws Exception {
    Path data = Files.createDirectories(dir.resolve("data"));
    Path keys = Files.createDirectories(data.resolve("keys"));
    Path secrets = dir.resolve("secrets");
    try (GuardedBroker broker = new GuardedBroker(Files.createDirectories(dir.resolve("broker")))) {
      run(
          broker.administrator(),
          "setup",
          "--kafka=" + broker.administration(),
          "--keys=" + keys,
          "--kafka-users",
          "--hand-out=" + secrets);
      SystemSettings settings =
          SystemSettings.inside(data)
              .withKafka(broker.clients())
              .with(
                  "facepay.kafka.properties-file",
                  secrets + "/${spring.config.name}/kafka.properties")
              .with("facepay.reverse.never-reached-after", "5s")
              .with("facepay.reverse.not-found-every", "5s")
              .with("facepay.edge.enrol.address-burst", "100");
      try (FacePaySystem system = FacePaySystem.start(settings)) {
        run(
            secrets.resolve("operator/kafka.properties"),
            "demo",
            "--edge=" + system.edge(),
            "--kafka=" + broker.clients(),
            "--data-dir=" + data,
            "--orders=8",
            "--rate=8");
        for (Service service : Service.stages()) {
          assertThat(get(system.management(service), "/actuator/health"))
              .as(service.label())
              .contains("\"status\":\"UP\"");
        }
        Await.until(
            "the edge measures the lag of all groups",
            () ->
                get(system.management(Service.EDGE), "/actuator/prometheus")
                    .contains("facepay_lag_records{"));
        assertThat(stages(system, keys)).contains("\"stage\":\"pay\"", "\"dead_letters\":[");
      }
    }
  }
}
