package dev.facepay.standalone.journey;

import static dev.facepay.standalone.journey.GatewayControl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.contract.EventContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What somebody can find out who has the topics and nothing else, after all other journeys: held
 * against the gateway's ledger and against the event contract.
 */
@Order(100)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class AnalyticsJourney {

  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "REVERSED");

  private final Stand stand;

  AnalyticsJourney(Stand stand) {
    this.stand = stand;
  }

  /**
   * One of each ending, but for a reversal (it takes 15 s by rule) where journeys before have left
   * one; then each settled fact comes a second time, behind all others.
   */
  @BeforeAll
  static void shops_have_sold_and_facts_came_twice(Stand stand) throws Exception {
    assertThat(stand.sale().pay().state()).isEqualTo("SUCCEEDED");
    assertThat(stand.sale("1900000110").pay().state()).isEqualTo("SUCCEEDED");
    Sale refused = stand.sale().meets("micropay", step("ERROR", "code", "NOTENOUGH"));
    assertThat(refused.pay().state()).isEqualTo("FAILED");
    Sale lost = stand.sale().meets("micropay", step("ANSWER_LOST"));
    lost.begin();
    if (stand.log().soFar().stream().noneMatch(fact -> fact.is("reversed"))) {
      Sale neverTyped = stand.sale().meets("micropay", step("USERPAYING_NEVER"));
      neverTyped.pay();
      neverTyped.endsAs("REVERSED");
    }
    lost.endsAs("SUCCEEDED");
    new Collector(stand).awaitRest();
    Map<String, Object> settings = Map.of("bootstrap.servers", stand.system().bootstrapServers());
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (ConsumerRecord<byte[], byte[]> record : stand.log().records()) {
        if (record.topic().equals("facepay.payment.settled")) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(
                      record.topic(), null, record.key(), record.value(), record.headers())));
        }
      }
    }
    for (Future<RecordMetadata> one : sent) {
      one.get();
    }
  }

  @Test
  void from_an_empty_consumer_kcat_rebuilds_the_final_state_of_every_payment() throws Exception {
    Map<String, Long> held = held();
    Map<String, String> states = new TreeMap<>();
    for (String line : Example.script("final-state.sh", stand.system().bootstrapServers())) {
      List<String> row = Arrays.asList(line.split("\t", -1));
      assertThat(row).as(line).hasSize(6);
      assertThat(states.put(row.get(0), row.get(1))).as("one line for " + row.get(0)).isNull();
      long charged = held.getOrDefault(row.get(0), 0L);
      assertThat(charged)
          .as("what the gateway holds of " + line)
          .isEqualTo(row.get(1).equals("SUCCEEDED") ? Long.parseLong(row.get(3)) : 0);
    }
    assertThat(states.values()).isSubsetOf(FINAL).contains("SUCCEEDED", "FAILED", "REVERSED");
    assertThat(states.keySet()).containsAll(held.keySet());
    for (DeviceAnswer told : stand.till().told()) {
      if (told.isPayment()) {
        assertThat(states).containsKey(told.paymentId());
        if (told.isFinal()) {
          assertThat(states).containsEntry(told.paymentId(), told.state());
        }
      }
    }
  }

  @Test
  void a_small_consumer_counts_the_revenue_that_the_gateway_holds() throws Exception {
    List<String> lines = Example.java("RevenueByHour.java", stand.system().bootstrapServers());
    Map<String, Long> revenue = new TreeMap<>();
    for (String line : lines) {
      String[] row = line.split("\t");
      Instant hour = OffsetDateTime.parse(row[2]).toInstant();
      revenue.put(row[0] + " " + row[1] + " " + hour, Long.parseLong(row[3]));
    }
    assertThat(revenue).isEqualTo(ledgersRevenue()).isNotEmpty();
  }

  @Test
  void duckdb_finds_the_same_in_facts_as_json_lines(@TempDir Path dir) throws Exception {
    Path facts = dir.resolve("facts.jsonl");
    Files.write(facts, Example.script("facts.sh", stand.system().bootstrapServers()));
    Map<String, Long> revenue = new TreeMap<>();
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement sql = duck.createStatement()) {
      sql.execute(Example.text("duckdb.sql").replace("'facts.jsonl'", "'" + facts + "'"));
      try (ResultSet rows = sql.executeQuery("SELECT * FROM revenue_by_hour")) {
        while (rows.next()) {
          Instant hour =
              rows.getTimestamp("hour").toLocalDateTime().toInstant(ZoneOffset.ofHours(8));
          revenue.put(
              rows.getString("merchant_id") + " " + rows.getString("store_id") + " " + hour,
              rows.getLong("fen"));
        }
      }
      for (String view : List.of("outcomes", "time_to_settle")) {
        try (ResultSet rows = sql.executeQuery("SELECT count(*) FROM " + view)) {
          assertThat(rows.next()).isTrue();
          assertThat(rows.getLong(1)).as(view).isGreaterThanOrEqualTo(3);
        }
      }
      for (String question : Example.questions("payments.ipynb")) {
        try (ResultSet rows =
            sql.executeQuery(question.replace("'facts.jsonl'", "'" + facts + "'"))) {
          assertThat(rows.next()).as(question).isTrue();
        }
      }
    }
    assertThat(revenue).isEqualTo(ledgersRevenue()).isNotEmpty();
  }

  @Test
  void everything_published_is_the_contract_and_nothing_but_the_contract() {
    List<ConsumerRecord<byte[], byte[]>> records = stand.log().records();
    List<String> faults = new PublishedCheck(EventContract.current()).faults(records);
    assertThat(faults).isEmpty();
    assertThat(records)
        .extracting(ConsumerRecord::topic)
        .contains("facepay.payment.requested", "facepay.payment.settled", "facepay.device");
  }

  @Test
  void a_consumer_without_a_key_learns_no_secret() {
    Map<String, Set<String>> secrets = new Collector(stand).secrets();
    List<String> leaks = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : stand.log().records()) {
      Map<String, String> clear = PublishedCheck.everyReading(record);
      secrets.forEach((kind, values) -> leaks.addAll(Secrets.leaks(Map.of(kind, values), clear)));
    }
    assertThat(leaks).isEmpty();
  }

  /** What the merchants hold of each payment that was ever charged, by the gateway's journal. */
  private Map<String, Long> held() {
    Map<String, Long> held = new TreeMap<>();
    for (JsonNode line : stand.gateway().journal()) {
      String kind = line.path("kind").asString("");
      if (kind.equals("CHARGED") || kind.equals("REVERSED")) {
        long fen = line.path("fen").asLong();
        held.merge(PaymentTrail.paymentId(line), kind.equals("CHARGED") ? fen : -fen, Long::sum);
      }
    }
    return held;
  }

  /** By merchant, store and hour: the money by the ledger, the place and time by the request. */
  private Map<String, Long> ledgersRevenue() {
    Map<String, Long> held = held();
    Map<String, LoggedFact> requests =
        stand.log().readAll().facts().stream()
            .filter(fact -> fact.is("requested"))
            .collect(Collectors.toMap(LoggedFact::paymentId, fact -> fact, (one, repeat) -> one));
    Map<String, Long> revenue = new TreeMap<>();
    held.forEach(
        (payment, fen) -> {
          if (fen > 0) {
            LoggedFact request = requests.get(payment);
            Instant hour =
                Instant.parse(request.text("requested_at")).truncatedTo(ChronoUnit.HOURS);
            revenue.merge(
                request.text("merchant_id") + " " + request.text("store_id") + " " + hour,
                fen,
                Long::sum);
          }
        });
    return revenue;
  }
}
