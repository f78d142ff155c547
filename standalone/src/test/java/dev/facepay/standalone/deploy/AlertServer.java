package dev.facepay.standalone.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.facepay.embedded.LocalPorts;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Alertmanager with the configuration of {@code deploy/} in quick motion, and the webhooks
 * that it calls.
 */
final class AlertServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> arrived = new ConcurrentSkipListSet<>();
  private final HttpServer webhooks;
  private final Process process;
  private final URI address;

  private AlertServer(HttpServer webhooks, Process process, URI address) {
    this.webhooks = webhooks;
    this.process = process;
    this.address = address;
  }

  static AlertServer start(Path dir) throws IOException {
    HttpServer webhooks =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Path config = withAddresses(dir, "http://127.0.0.1:" + webhooks.getAddress().getPort() + "/");
    Files.writeString(config, quick(Files.readString(config)));
    int port = LocalPorts.free(1).getFirst();
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "prometheus-alertmanager",
                  "--config.file=" + config,
                  "--storage.path=" + dir.resolve("alertmanager"),
                  "--cluster.listen-address=",
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(dir.resolve("alertmanager.log").toFile())
              .start();
    } catch (IOException e) {
      throw new AssertionError(
          "prometheus-alertmanager is missing: apt-get install it, or run ./verify", e);
    }
    URI address = URI.create("http://127.0.0.1:" + port);
    AlertServer server = new AlertServer(webhooks, process, address);
    webhooks.createContext("/", server::take);
    webhooks.start();
    Await.until(
        "Alertmanager is ready", () -> server.ask("/-/ready").statusCode() == 200, it -> it);
    return server;
  }

  /** Debian's Alertmanager does not know yet that an address may be a file. */
  static Path withAddresses(Path dir, String base) throws IOException {
    String text = Files.readString(Promtool.deploy("prometheus/alertmanager.yml"));
    return Files.writeString(
        dir.resolve("alertmanager.yml"),
        text.replaceAll("url_file: /run/secrets/alert-([a-z]+)-url", "url: " + base + "$1"));
  }

  private static String quick(String config) {
    return config
        .replaceAll("group_wait: \\S+", "group_wait: 1s")
        .replaceAll("group_interval: \\S+", "group_interval: 1s")
        .replaceAll("repeat_interval: \\S+", "repeat_interval: 1h");
  }

  private void take(HttpExchange exchange) throws IOException {
    JsonNode said = JSON.readTree(exchange.getRequestBody().readAllBytes());
    String receiver = exchange.getRequestURI().getPath().substring(1);
    for (JsonNode alert : said.path("alerts")) {
      arrived.add(
          "%s %s %s"
              .formatted(
                  receiver,
                  alert.path("status").asString(),
                  alert.at("/labels/alertname").asString()));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  /** As {@code receiver firing|resolved alertname}. */
  Set<String> arrived() {
    return arrived;
  }

  void fire(String name, String severity, Map<String, String> labels) {
    post(name, severity, labels, Instant.now().plus(Duration.ofHours(1)));
  }

  void resolve(String name, String severity, Map<String, String> labels) {
    post(name, severity, labels, Instant.now());
  }

  private void post(String name, String severity, Map<String, String> labels, Instant end) {
    Map<String, String> all = new HashMap<>(labels);
    all.put("alertname", name);
    all.put("severity", severity);
    String body =
        JSON.writeValueAsString(
            List.of(
                Map.of(
                    "labels",
                    all,
                    "startsAt",
                    Instant.now().minusSeconds(60).toString(),
                    "endsAt",
                    end.toString())));
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve("/api/v2/alerts"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    int status = http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().statusCode();
    if (status != 200) {
      throw new IllegalStateException("Alertmanager answers " + status);
    }
  }

  /** What is held back because of something else. */
  Set<String> silenced() throws IOException, InterruptedException {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : JSON.readTree(ask("/api/v2/alerts?active=false").body())) {
      names.add(alert.at("/labels/alertname").asString());
    }
    return names;
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.destroy();
    process.onExit().join();
    webhooks.stop(0);
  }
}
