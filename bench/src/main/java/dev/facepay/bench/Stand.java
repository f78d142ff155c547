package dev.facepay.bench;

import dev.facepay.bench.contender.EdgeTarget;
import dev.facepay.bench.contender.KafkaTarget;
import dev.facepay.bench.contender.WxJavaTarget;
import dev.facepay.bench.evidence.GatewayJournal;
import dev.facepay.bench.load.Target;
import dev.facepay.standalone.data.DemoDevice;
import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The system under load, a process of its own, and the ways to reach it. */
final class Stand implements AutoCloseable {

  /** The simulator's plain merchant: one merchant, signed with HMAC-SHA256, for all contenders. */
  private static final String MERCHANT = "1900000109";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final SystemProcess process;
  private final RunningSystem system;
  private final Path dataDir;
  private final URI control;
  private final HttpClient http = HttpClient.newHttpClient();

  private Stand(SystemProcess process, RunningSystem system, Path dataDir) {
    this.process = process;
    this.system = system;
    this.dataDir = dataDir;
    this.control = Objects.requireNonNull(system.simulator());
  }

  /** What differs from a system as it is started otherwise: limits that protect, not capacity. */
  static Map<String, String> overrides() {
    Map<String, String> raised = new LinkedHashMap<>();
    // Two devices stand for a chain's, one merchant for many.
    raised.put("facepay.edge.rate-burst", "1000000");
    raised.put("facepay.edge.rate-per-second", "1000000");
    raised.put("facepay.gateway.quota-per-second", "100000");
    raised.put("facepay.simulator.orders-max", "10000000");
    raised.put("logging.level.dev.facepay", "warn");
    return raised;
  }

  /**
   * @param results gets the system's log
   */
  static Stand start(Path dataDir, Path results) throws IOException, InterruptedException {
    SystemProcess process = SystemProcess.start(dataDir, results);
    return new Stand(process, RunningSystem.read(dataDir).orElseThrow(), dataDir);
  }

  ProcessHandle process() {
    return process.handle();
  }

  /** Every call takes the gateway so long, whoever makes it. */
  void gatewayTakes(Duration time) throws IOException, InterruptedException {
    String faults = "{\"latency\":{\"median_ms\":" + time.toMillis() + "}}";
    HttpRequest request =
        HttpRequest.newBuilder(control.resolve("/_sim/faults"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(faults))
            .build();
    read(request);
  }

  Target facePay() {
    List<DemoDevice> devices =
        DemoDevices.read(dataDir.resolve("keys")).stream()
            .filter(device -> device.merchant().equals(MERCHANT))
            .toList();
    return new EdgeTarget(system.edge(), devices);
  }

  Target bareClient() throws IOException, InterruptedException {
    JsonNode info = read(HttpRequest.newBuilder(control.resolve("/_sim/info")).GET().build());
    int port = info.path("ports").path("plain_a").asInt(0);
    return new WxJavaTarget(
        URI.create("http://localhost:" + port), simulator().resolve("merchants").resolve(MERCHANT));
  }

  Target bareLog(String run) {
    return new KafkaTarget(system.bootstrapServers(), run);
  }

  GatewayJournal journal() {
    return new GatewayJournal(simulator().resolve("journal.jsonl"));
  }

  private Path simulator() {
    return dataDir.resolve("simulator");
  }

  private JsonNode read(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(request.uri() + " answered " + answer.statusCode());
    }
    return JSON.readTree(answer.body());
  }

  @Override
  public void close() {
    http.shutdownNow();
    process.close();
  }
}
