package dev.facepay.bench;

import dev.facepay.standalone.data.DemoDevices;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.RunningSystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The system under load, and the ways to reach it. */
final class Stand implements AutoCloseable {

  /** The simulator's plain merchant: one merchant, signed with HMAC-SHA256, for all contenders. */
  private static final String MERCHANT = "1900000109";

  static final String SYSTEM = "SYSTEM";
  static final String DATABASE = "DATABASE";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<Child> processes;
  private final RunningSystem system;
  private final Path dataDir;
  private final URI control;
  private final HttpClient http = HttpClient.newHttpClient();

  private Stand(List<Child> processes, RunningSystem system, Path dataDir) {
    this.processes = processes;
    this.system = system;
    this.dataDir = dataDir;
    this.control = Objects.requireNonNull(system.simulator());
  }

  /**
   * @param results gets the logs
   */
  static Stand start(Path dataDir, Path results) throws IOException {
    return start(dataDir, results, List.of());
  }

  /**
   * @param settings {@code name=value}, besides what is always raised
   */
  static Stand start(Path dataDir, Path results, List<String> settings) throws IOException {
    Path documents = Files.createDirectories(dataDir.resolve("documents"));
    Child database =
        Child.start(
            DatabaseBeside.class, options(DATABASE), results, List.of(documents.toString()));
    try {
      Child system =
          Child.start(
              SystemBeside.class,
              options(SYSTEM),
              results,
              Stream.concat(Stream.of(dataDir.toString(), database.where()), settings.stream())
                  .toList());
      return new Stand(
          List.of(system, database), RunningSystem.read(dataDir).orElseThrow(), dataDir);
    } catch (IOException e) {
      database.close();
      throw e;
    }
  }

  /** Heap, collector and the like of a JVM, as {@code bench/run} gives them. */
  static String options(String of) {
    return System.getenv().getOrDefault("FACEPAY_%s_OPTS".formatted(of), "");
  }

  List<ProcessHandle> processes() {
    return processes.stream().map(Child::handle).toList();
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
    processes.forEach(Child::close);
  }
}
