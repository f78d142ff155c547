package dev.facepay.standalone.deploy;

import dev.facepay.payment.Topic;
import dev.facepay.standalone.FacePaySystem;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.PaymentOrder;
import dev.facepay.standalone.data.DemoDevice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import tools.jackson.databind.json.JsonMapper;

/** Brings trouble to a running system, and takes it away. */
final class Faults {

  private static final String STUCK = "STUCK00001";

  private final FacePaySystem system;
  private final URI simulator;
  private final Random random = new Random(11);
  private int orders;

  Faults(FacePaySystem system) {
    this.system = system;
    this.simulator = system.simulatorControl().orElseThrow();
  }

  /** Payments that nobody waits for. */
  void payments(int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      orders++;
      pay("FAULT%05d".formatted(orders));
    }
  }

  private void pay(String orderNo) throws IOException, InterruptedException {
    DemoDevice device = system.devices().getFirst();
    try (EdgeClient edge = new EdgeClient(system.edge())) {
      var order = new PaymentOrder(orderNo, 1, Codes.paymentCode(random), 1000, "Noodles", "face");
      edge.pay(device.key(), order, Duration.ZERO);
    }
  }

  /** A payment that must be taken back, and a gateway that does not do so. */
  void reversalThatIsNotConfirmed() throws IOException, InterruptedException {
    script("micropay", List.of(Map.of("behaviour", "ANSWER_LOST")));
    script("orderquery", List.of(failing()));
    script("reverse", List.of(failing()));
    pay(STUCK);
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

  /** Something that is no fact at all. */
  void poisonRecord() throws ExecutionException, InterruptedException {
    Map<String, Object> settings = Map.of("bootstrap.servers", system.bootstrapServers());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>(Topic.PAYMENT_REQUESTED.wire(), "1900000109:X", "{poison"))
          .get();
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
