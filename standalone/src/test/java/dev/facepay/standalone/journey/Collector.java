package dev.facepay.standalone.journey;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Waits until the system has come to rest, collects the evidence and has it judged. */
public final class Collector {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Stand stand;

  public Collector(Stand stand) {
    this.stand = stand;
  }

  /** Fails with every breach of an invariant and every secret that leaked. */
  public void judge() {
    judge(Map.of(), Map.of());
  }

  /**
   * @param planted secrets beside those of every journey, by kind
   * @param published what else was published, by where it was read
   */
  public void judge(Map<String, Set<String>> planted, Map<String, String> published) {
    awaitRest();
    LogTail.All log = stand.log().readAll();
    Map<String, List<JsonNode>> documents = documents();
    Map<String, String> metrics = metrics();
    Evidence evidence =
        new Evidence(
            stand.till().told(), log.facts(), stand.gateway().journal(), documents, metrics);
    List<String> faults = new ArrayList<>(Checker.violations(evidence));

    Map<String, String> outputs = new LinkedHashMap<>();
    outputs.put("the topics", new String(log.raw(), ISO_8859_1));
    outputs.put("the services' log", read(Stand.logFile()));
    outputs.put("the metrics", String.join("\n", metrics.values()));
    outputs.put("the edge's answers", String.join("\n", stand.till().raw()));
    outputs.put("the databases", documents.toString());
    // A search proves something only where payments are spoken of.
    outputs.forEach(
        (where, text) -> {
          if (!text.contains(where.equals("the metrics") ? "facepay_" : "J109-")) {
            faults.add("I15: nothing about payments was read from " + where);
          }
        });
    outputs.putAll(published);
    Map<String, Set<String>> secrets = secrets();
    secrets.putAll(planted);
    faults.addAll(Secrets.leaks(secrets, outputs));
    assertThat(faults).isEmpty();
  }

  /** Everything that was accepted is settled in the log, and no work is left. */
  public void awaitRest() {
    Set<String> accepted =
        stand.till().told().stream()
            .filter(DeviceAnswer::accepted)
            .map(DeviceAnswer::paymentId)
            .collect(Collectors.toSet());
    Await.until(
        "everything is settled",
        () -> {
          Set<String> open = new java.util.TreeSet<>(accepted);
          stand.log().soFar().stream()
              .filter(LoggedFact::settled)
              .forEach(fact -> open.remove(fact.paymentId()));
          return open;
        },
        Set::isEmpty);
    Await.until(
        "no reversal is left",
        () -> documents().getOrDefault("facepay_reverse.reverse_chases", List.of()),
        List::isEmpty);
  }

  private Map<String, List<JsonNode>> documents() {
    Map<String, List<JsonNode>> all = new LinkedHashMap<>();
    try (MongoClient mongo = MongoClients.create(stand.system().mongoUri())) {
      for (String database : mongo.listDatabaseNames()) {
        for (String collection : mongo.getDatabase(database).listCollectionNames()) {
          List<JsonNode> documents = new ArrayList<>();
          mongo
              .getDatabase(database)
              .getCollection(collection)
              .find()
              .forEach(document -> documents.add(JSON.readTree(document.toJson())));
          all.put(database + "." + collection, documents);
        }
      }
    }
    return all;
  }

  private Map<String, String> metrics() {
    Map<String, String> pages = new LinkedHashMap<>();
    for (Service service : Service.stages()) {
      URI page = stand.system().management(service).resolve("/actuator/prometheus");
      pages.put(
          service.label(),
          Await.until(
                  "the metrics of " + service.label(),
                  () ->
                      stand
                          .http()
                          .send(
                              HttpRequest.newBuilder(page).build(),
                              HttpResponse.BodyHandlers.ofString(UTF_8)),
                  answer -> answer.statusCode() == 200)
              .body());
    }
    return pages;
  }

  /** What must stand nowhere in clear, by kind. */
  public Map<String, Set<String>> secrets() {
    Map<String, Set<String>> secrets = new LinkedHashMap<>();
    secrets.put("a payment code", stand.codes());
    // What every openid of the simulator begins with.
    secrets.put("an openid", Set.of("oSim"));
    // What the journeys' devices say that their face SDK gave out.
    secrets.put("rawdata", Set.of("planted-rawdata-of-"));
    secrets.put(
        "a device key",
        stand.system().devices().stream().map(DemoDevice::key).collect(Collectors.toSet()));
    secrets.put("an API key", apiKeys());
    return secrets;
  }

  private Set<String> apiKeys() {
    try (Stream<Path> files = Files.walk(stand.system().merchantsDir())) {
      return files
          .filter(file -> file.endsWith("api-key"))
          .map(file -> read(file).strip())
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
