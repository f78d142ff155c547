package dev.facepay.standalone.deploy;

import dev.facepay.embedded.LocalPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus over targets of this machine, with the rules of {@code deploy/} in quick
 * motion: it looks every second, and every window and delay of the copied files is a few seconds
 * long. The true ones are what promtool's tests are about.
 */
final class PrometheusServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** In the place of each window: some looks, so that one that comes late leaves enough. */
  static final String QUICK_WINDOW = "8s";

  private static final Pattern WINDOW = Pattern.compile("\\[\\d+[mhd]]");
  private static final Pattern DELAY = Pattern.compile("for: \\d+[mh]");

  private final Process process;
  private final URI address;
  private final Instant began = Instant.now();
  private final HttpClient http = HttpClient.newHttpClient();

  private PrometheusServer(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /**
   * @param targets service → where its metrics are; the simulator's job is {@code simulator}
   */
  static PrometheusServer start(Path dir, Map<String, URI> targets) throws IOException {
    Path rules = Files.createDirectories(dir.resolve("rules"));
    for (String file : List.of("recording.yml", "alerts.yml")) {
      String text = Files.readString(Promtool.deploy("prometheus/rules/" + file));
      Files.writeString(rules.resolve(file), quick(text));
    }
    Path config = dir.resolve("prometheus.yml");
    Files.writeString(config, config(targets));
    int port = LocalPorts.free(1).getFirst();
    ProcessBuilder command =
        new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + dir.resolve("data"),
            "--web.listen-address=127.0.0.1:" + port,
            "--enable-feature=exemplar-storage",
            "--log.level=warn");
    command.redirectErrorStream(true).redirectOutput(dir.resolve("prometheus.log").toFile());
    try {
      return new PrometheusServer(command.start(), URI.create("http://127.0.0.1:" + port));
    } catch (IOException e) {
      throw new AssertionError(
          "prometheus is missing: apt-get install prometheus, or run ./verify", e);
    }
  }

  /** Minutes become seconds; so do the ages of reversals and timers that are alarming. */
  private static String quick(String rules) {
    String text = WINDOW.matcher(rules).replaceAll("[" + QUICK_WINDOW + "]");
    text = DELAY.matcher(text).replaceAll("for: 1s");
    return text.replace("offset 15m", "offset " + QUICK_WINDOW)
        .replace("offset 30s", "offset 1s")
        .replace("{records=\"reverse\"}) > 900", "{records=\"reverse\"}) > 3")
        .replace("lateness_seconds) > 60", "lateness_seconds) > 4")
        .replace("timestamp_seconds)) > 60", "timestamp_seconds)) > 4");
  }

  private static String config(Map<String, URI> targets) {
    List<String> lines = new ArrayList<>();
    lines.add("global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}");
    lines.add("rule_files: [rules/*.yml]");
    lines.add("scrape_configs:");
    targets.forEach(
        (service, uri) -> {
          boolean ours = !service.equals("gateway-simulator");
          lines.add("  - job_name: " + service);
          lines.add("    metrics_path: /actuator/prometheus");
          lines.add("    static_configs:");
          lines.add("      - targets: ['" + uri.getAuthority() + "']");
          lines.add(
              "        labels: {service: %s, job: %s}"
                  .formatted(service, ours ? "facepay" : "simulator"));
        });
    return String.join("\n", lines) + "\n";
  }

  /** The samples that an expression has now. */
  List<JsonNode> query(String expression) {
    return results("/api/v1/query?query=" + encoded(expression));
  }

  /** The series that an expression has had since this Prometheus runs. */
  List<JsonNode> ever(String expression) {
    return results(
        "/api/v1/query_range?step=1&start=%s&end=%s&query=%s"
            .formatted(
                began.getEpochSecond(), Instant.now().getEpochSecond(), encoded(expression)));
  }

  private List<JsonNode> results(String path) {
    List<JsonNode> results = new ArrayList<>();
    get(path).path("result").forEach(results::add);
    return results;
  }

  private static String encoded(String expression) {
    return URLEncoder.encode(expression, StandardCharsets.UTF_8);
  }

  /** The first sample's value; NaN if there is none. */
  double number(String expression) {
    return query(expression).stream()
        .findFirst()
        .map(sample -> Double.parseDouble(sample.path("value").path(1).asString()))
        .orElse(Double.NaN);
  }

  /** The names of the alerts that fire, each with the stage, call or records that it is about. */
  Set<String> firing() {
    Set<String> names = new TreeSet<>();
    for (JsonNode alert : get("/api/v1/alerts").path("alerts")) {
      if (alert.path("state").asString().equals("firing")) {
        JsonNode labels = alert.path("labels");
        Stream.of("service", "stage", "api", "records")
            .map(label -> labels.path(label).asString(""))
            .filter(value -> !value.isEmpty())
            .map(value -> labels.path("alertname").asString() + " " + value)
            .forEach(names::add);
        names.add(labels.path("alertname").asString());
      }
    }
    return names;
  }

  /** All rules, recording and alerting. */
  List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    get("/api/v1/rules").path("groups").forEach(g -> g.path("rules").forEach(rules::add));
    return rules;
  }

  /** Traces that values of a histogram came from. */
  List<String> exemplars(String metric) {
    JsonNode found = get("/api/v1/query_exemplars?start=0&end=9999999999&query=" + metric);
    List<String> traces = new ArrayList<>();
    for (JsonNode series : found) {
      series.path("exemplars").forEach(e -> traces.add(e.at("/labels/trace_id").asString()));
    }
    return traces;
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(address + path)).build(),
              HttpResponse.BodyHandlers.ofString());
      JsonNode body = JSON.readTree(answer.body());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(path + ": " + body);
      }
      return body.path("data");
    } catch (IOException e) {
      throw new IllegalStateException("Prometheus does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    Stream.concat(process.descendants(), Stream.of(process.toHandle()))
        .forEach(ProcessHandle::destroy);
    process.onExit().join();
  }
}
