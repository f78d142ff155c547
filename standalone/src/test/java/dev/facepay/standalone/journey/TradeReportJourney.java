package dev.facepay.standalone.journey;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.face.emulated.Behaviour;
import dev.facepay.device.face.request.SdkCall;
import dev.facepay.standalone.client.ReportClient;
import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.data.OperatorKey;
import dev.facepay.standalone.start.Service;
import dev.facepay.testkit.Await;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every trade that is no face payment is reported once, by the emulated SDK's own count: on devices
 * that are old, fail, are away or restart, with the report stage stopped in the midst, every record
 * twice in the log, and its offsets rewound to 0.
 */
@Order(6)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class TradeReportJourney {

  private static final int SALES = 3;
  private static final Path DISKS = Path.of("target", "journeys", "devices");
  private static final List<String> GROUPS = List.of("facepay.report", "facepay.report-jobs");

  private final Stand stand;
  private final List<SdkDevice> devices = new ArrayList<>();
  private final Set<String> expected = new HashSet<>();
  private final Map<SdkDevice, String> soldByCode = new HashMap<>();
  private final List<String> toldOrders = new ArrayList<>();

  TradeReportJourney(Stand stand) {
    this.stand = stand;
  }

  @AfterAll
  static void all_evidence_agrees(Stand stand) {
    new Collector(stand).judge();
  }

  @Test
  void every_due_trade_is_reported_once_whatever_happens() throws Exception {
    try {
      Map<String, Long> before = coverageSoFar();
      devicesThatAreOldFailOrAreAway();
      devices.forEach(this::sell);
      stand.system().stop(Service.REPORT);
      devices.forEach(this::sell);
      everyRecordTwice();
      devices.getFirst().restart("2.21");
      stand.system().start(Service.REPORT);
      // Before its device is back, a person has tried to hurry it.
      String hurried = Objects.requireNonNull(soldByCode.get(devices.getLast()));
      Await.until("taken", () -> retry(hurried), answer -> answer.statusCode() == 202);
      // The SDK that was too old, and the device that was away.
      devices.get(1).restart("1.12");
      devices.getLast().restart("2.21");
      allIsReportedOnce(before);
      String file = get("/v1/coverage.csv");
      toldTradesAreFoundByAnyNumber();
      assertThat(retry(hurried).body()).contains("already_reported");
      rewindToTheBeginning();
      allIsReportedOnce(before);
      assertThat(get("/v1/coverage.csv")).isEqualTo(file);
      assertThat(file.lines().findFirst().orElseThrow())
          .isEqualTo(
              "day,mch_id,store_id,device_id,trades,due,reported,confirmed,failed,late,duplicates,ratio,resolved");
    } finally {
      devices.forEach(SdkDevice::close);
    }
  }

  private void devicesThatAreOldFailOrAreAway() {
    List<DemoDevice> all = stand.system().devices();
    for (int i = 0; i < all.size(); i++) {
      SdkDevice device = new SdkDevice(stand.system().edge(), all.get(i), DISKS);
      devices.add(device);
      switch (i) {
        case 0 -> device.start("2.21");
        case 1 -> device.start("1.11");
        case 2 -> device.start("2.4");
        case 3 -> {
          for (int n = 0; n < 3; n++) {
            device.scene().plan(SdkCall.REPORT_PAYCODE, Behaviour.error("busy"));
            device.scene().plan(SdkCall.INIT, Behaviour.error("no camera"));
          }
          device.start("2.21");
        }
        default -> {
          if (i < all.size() - 1) {
            device.start("2.13.288");
          }
        }
      }
    }
  }

  private void sell(SdkDevice device) {
    for (int i = 0; i < SALES; i++) {
      Sale byCode = stand.sale(device.device()).byCode();
      assertThat(byCode.pay().state()).isEqualTo("SUCCEEDED");
      expected.add(byCode.paymentId());
      soldByCode.put(device, byCode.paymentId());
      assertThat(stand.sale(device.device()).pay().state()).as("by face").isEqualTo("SUCCEEDED");
      String number = "T" + byCode.outTradeNo();
      String code = i == 0 ? null : stand.freshCode();
      Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
      String order = "O" + number;
      if (device.tell(new TradeBody(number, 500, now, code, order, transaction(number)))) {
        expected.add(device.device().merchant() + ":" + number);
        toldOrders.add(order);
      }
    }
  }

  /**
   * @param before what other journeys sold on these devices; what they left open is reported too
   */
  private void allIsReportedOnce(Map<String, Long> before) {
    Await.until(
        "every due trade is reported",
        this::confirmed,
        confirmed -> confirmed.containsAll(expected));
    long due = before.get("due") + expected.size();
    Map<String, Long> sum =
        Await.until("coverage", this::coverage, it -> it.get("confirmed") >= due);
    assertThat(sum)
        .containsEntry("due", due)
        .containsEntry("confirmed", due)
        .containsEntry("duplicates", 0L);
    Map<String, Integer> counts = new HashMap<>();
    devices.forEach(device -> device.scene().reports().forEach(counts::put));
    assertThat((long) counts.size()).isEqualTo(due - before.get("confirmed"));
    assertThat(counts.values()).as("by the SDKs' own count").containsOnly(1);
  }

  private void toldTradesAreFoundByAnyNumber() throws Exception {
    String key = OperatorKey.read(stand.system().dataDir().resolve("keys")).orElseThrow();
    String order = toldOrders.getFirst();
    String number = order.substring(1);
    try (ReportClient client = new ReportClient(stand.system().api(Service.CONSOLE), key)) {
      for (String wanted : List.of(number, order, transaction(number))) {
        List<JsonNode> found = client.search(wanted);
        assertThat(found).as(wanted).hasSize(1);
        assertThat(found.getFirst().toString()).contains(number, "confirmed", "report.needed");
      }
    }
  }

  private static String transaction(String number) {
    return "42" + number.replace("-", "");
  }

  private Map<String, Long> coverageSoFar() throws Exception {
    new Groups(stand, GROUPS).awaitAllRead();
    return coverage();
  }

  /** Of these devices alone: other journeys' terminals sell by code and are switched off. */
  private Map<String, Long> coverage() {
    Map<String, Long> sum = new HashMap<>();
    stand.system().devices().stream()
        .map(DemoDevice::id)
        .distinct()
        .map(id -> JsonMapper.shared().readTree(get("/v1/coverage?device_id=" + id)).path("total"))
        .forEach(
            total -> {
              for (String name : List.of("due", "confirmed", "duplicates")) {
                sum.merge(name, total.path(name).asLong(), Long::sum);
              }
            });
    return sum;
  }

  private Set<String> confirmed() {
    Set<String> all = new HashSet<>();
    JsonNode trades =
        JsonMapper.shared().readTree(get("/v1/trades?state=confirmed&limit=500")).path("trades");
    trades.forEach(trade -> all.add(trade.path("id").asString()));
    return all;
  }

  /** As if every producer had sent everything again. */
  private void everyRecordTwice() throws Exception {
    try (KafkaConsumer<byte[], byte[]> reader =
            new KafkaConsumer<>(
                client(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        KafkaProducer<byte[], byte[]> writer =
            new KafkaProducer<>(client(), new ByteArraySerializer(), new ByteArraySerializer())) {
      List<TopicPartition> all =
          reader.listTopics().entrySet().stream()
              .filter(
                  topic ->
                      topic.getKey().startsWith("facepay.report.")
                          || topic.getKey().equals("facepay.payment.requested")
                          || topic.getKey().equals("facepay.payment.settled"))
              .filter(topic -> !topic.getKey().endsWith(".dlt"))
              .flatMap(topic -> topic.getValue().stream())
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      reader.assign(all);
      reader.seekToBeginning(all);
      Map<TopicPartition, Long> ends = reader.endOffsets(all);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      Await.until(
          "all was read",
          () -> {
            reader.poll(Duration.ofMillis(200)).forEach(records::add);
            return ends.entrySet().stream()
                .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
          },
          done -> done);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        writer.send(
            new ProducerRecord<>(
                record.topic(),
                record.partition(),
                record.key(),
                record.value(),
                record.headers()));
      }
      writer.flush();
    }
  }

  private void rewindToTheBeginning() {
    Groups groups = new Groups(stand, GROUPS);
    stand.system().stop(Service.REPORT);
    stand.system().stop(Service.CONSOLE);
    groups.rewind();
    stand.system().start(Service.REPORT);
    stand.system().start(Service.CONSOLE);
    groups.awaitAllRead();
  }

  private Map<String, Object> client() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", stand.system().bootstrapServers());
    settings.put("enable.auto.commit", false);
    settings.put("enable.idempotence", false);
    return settings;
  }

  private HttpResponse<String> retry(String trade) throws Exception {
    String key = OperatorKey.read(stand.system().dataDir().resolve("keys")).orElseThrow();
    return stand
        .http()
        .send(
            HttpRequest.newBuilder(
                    stand.system().api(Service.CONSOLE).resolve("/v1/trades/" + trade + "/retry"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"why\": \"the shop opens soon\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString(UTF_8));
  }

  private String get(String path) {
    String key = OperatorKey.read(stand.system().dataDir().resolve("keys")).orElseThrow();
    HttpRequest request =
        HttpRequest.newBuilder(stand.system().api(Service.CONSOLE).resolve(path))
            .header("Authorization", "Bearer " + key)
            .build();
    return Await.until(
            path,
            () -> stand.http().send(request, HttpResponse.BodyHandlers.ofString(UTF_8)),
            answer -> answer.statusCode() == 200)
        .body();
  }
}
