package dev.facepay.standalone.deploy;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import dev.facepay.payment.Topic;
import dev.facepay.standalone.start.FacePaySystem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;
import tools.jackson.databind.json.JsonMapper;

/** Brings trouble to a running system, and takes it away. */
final class Faults {

  private static final String STUCK = "STUCK00001";
  private static final Document LATE = new Document("_id", "late");

  private final FacePaySystem system;
  private final Chain chain;
  private final URI simulator;
  private int orders;

  Faults(FacePaySystem system, Chain chain) {
    this.system = system;
    this.chain = chain;
    this.simulator = system.simulatorControl().orElseThrow();
  }

  /** One more payment that nobody waits for, of the next device. */
  void payment() throws IOException, InterruptedException {
    orders++;
    chain.sellsUnseen(orders % Chain.DEVICES, "FAULT%05d".formatted(orders), 1000);
  }

  /** A payment that must be taken back, and a gateway that does not do so. */
  void reversalThatIsNotConfirmed() throws IOException, InterruptedException {
    script("micropay", List.of(Map.of("behaviour", "ANSWER_LOST")));
    script("orderquery", List.of(failing()));
    script("reverse", List.of(failing()));
    chain.sellsUnseen(0, STUCK, 1000);
  }

  void reversalIsConfirmed() throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(simulator.resolve("/_sim/scripts")).DELETE().build());
  }

  private static Map<String, Object> failing() {
    return Map.of("behaviour", "ERROR", "code", "SYSTEMERROR", "for_s", 3600);
  }

  private void script(String api, List<Map<String, Object>> steps)
      throws IOException, InterruptedException {
    post(
        "/_sim/scripts",
        Map.of(
            "match",
            Map.of("out_trade_no", STUCK, "api", api),
            "steps",
            steps,
            "then",
            "ORDINARY"));
  }

  /**
   * @param state of both of the gateway's domains: UP or DOWN
   */
  void gateway(String state) throws IOException, InterruptedException {
    post("/_sim/domains/a", Map.of("state", state));
    post("/_sim/domains/b", Map.of("state", state));
  }

  /** Something that is no fact at all, before the query stage. */
  void poisonRecord() throws ExecutionException, InterruptedException {
    Map<String, Object> settings = Map.of("bootstrap.servers", system.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topic.PAYMENT_UNKNOWN.wire(), "1900000109:X", "{poison"))
          .get();
    }
  }

  /**
   * By the clock it was due an hour ago, and no worker can take it up, nor put it off: it says no
   * more than that.
   */
  void timerThatIsLate() {
    long due = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
    timers(timers -> timers.insertOne(new Document(LATE).append("ver", "").append("due_at", due)));
  }

  void timerIsGone() {
    timers(timers -> timers.deleteOne(LATE));
  }

  private void timers(Consumer<MongoCollection<Document>> change) {
    try (MongoClient database = MongoClients.create(system.mongoUri())) {
      change.accept(database.getDatabase("facepay_report").getCollection("report_jobs"));
    }
  }

  private void post(String path, Map<String, Object> body)
      throws IOException, InterruptedException {
    send(
        HttpRequest.newBuilder(simulator.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
            .build());
  }

  private static void send(HttpRequest request) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new IOException(request.uri() + " answered " + answer.body());
      }
    }
  }
}
