package dev.facepay.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.ConsoleStand.Answer;
import dev.facepay.payment.Money;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.Topic;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.DeadLetters.Reason;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.LogReader;
import dev.facepay.testkit.Fixtures;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Stages and dead letters of a real broker, over HTTP. */
@Tag("real")
class StagesApiTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String WHY = "{\"why\": \"mended in 1.4.2\"}";

  private static ConsoleStand stand;
  private static FacePayKafka kafka;

  @BeforeAll
  static void raise() {
    stand = new ConsoleStand();
    kafka = stand.kafka();
  }

  @AfterAll
  static void stop() {
    stand.close();
  }

  private static TradeTold told(String order) {
    TradeRef trade = TradeRef.of(Fixtures.payment(order, 1));
    return new TradeTold(
        trade, TradeNumbers.NONE, new Money(990), Fixtures.T0, null, "f", Fixtures.T0);
  }

  /** As the stage would have read it from its topic. */
  private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> sent) {
    return new ConsumerRecord<>(
        sent.topic(),
        0,
        42,
        Fixtures.T0.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers().toArray()),
        Optional.empty());
  }

  private static ConsumerRecord<byte[], byte[]> fact(String order) {
    return read(new FactCodec(kafka).encode(told(order), "edge", Optional.empty()));
  }

  private static ConsumerRecord<byte[], byte[]> foreign(Topic topic, String key, String value) {
    return read(
        new ProducerRecord<>(kafka.name(topic), key.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  /** Put aside, and then on the list; its id. */
  private static String putAside(ConsumerRecord<byte[], byte[]> record, String kind, String why)
      throws Exception {
    try (KafkaFactPublisher letters = new KafkaFactPublisher(kafka, "report")) {
      letters.send(record, new Reason("report-jobs", kind, why));
    }
    Answer list =
        stand.until("/v1/dead-letters?open=false&limit=200", it -> it.text().contains(why));
    return list.json()
        .path("dead_letters")
        .valueStream()
        .filter(it -> it.path("reason").asString().equals(why))
        .map(it -> it.path("id").asString())
        .findFirst()
        .orElseThrow();
  }

  private static Answer post(String key, String id, String act, String body) {
    return ConsoleStand.send(
        stand
            .to("/v1/dead-letters/" + id + "/" + act, key)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private static Answer show(String key, String id) {
    return ConsoleStand.send(stand.to("/v1/dead-letters/" + id, key).build());
  }

  private static List<ConsumerRecord<byte[], byte[]>> on(Topic topic, byte @Nullable [] value) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    new LogReader(kafka, PATIENCE)
        .read(
            List.of(kafka.name(topic)),
            LogReader.Choice.ALL,
            record -> {
              if (value == null || Arrays.equals(record.value(), value)) {
                found.add(record);
              }
            });
    return found;
  }

  @Test
  void a_stage_tells_its_instances_and_what_waits_before_it() throws Exception {
    stand.publish(told("S1"));
    Answer answer =
        stand.until(
            "/v1/stages",
            it ->
                stage(it, "report").path("state").asString("").equals("working")
                    && stage(it, "report").path("lag").asInt(-1) == 0);
    JsonNode stage = stage(answer, "report");
    assertThat(stage.path("instances")).hasSize(1);
    assertThat(stage.path("instances").path(0).path("host").asString()).isEqualTo("127.0.0.1");
    assertThat(stage.path("topics").valueStream().map(JsonNode::asString))
        .contains(kafka.name(Topic.PAYMENT_SETTLED));
    assertThat(stage.has("oldest_at")).isFalse();
  }

  private static JsonNode stage(Answer answer, String name) {
    return answer
        .json()
        .path("stages")
        .valueStream()
        .filter(it -> it.path("stage").asString().equals(name))
        .findFirst()
        .orElseGet(MissingNode::getInstance);
  }

  @Test
  void a_stage_that_nobody_works_on_is_told_with_what_waits_and_since_when() throws Exception {
    Instant before = Instant.now().minusSeconds(60);
    stand.publish(told("W1"), told("W2"));
    int partition = on(Topic.REPORT_SETTLED, null).getFirst().partition();
    TopicPartition waiting = new TopicPartition(kafka.name(Topic.REPORT_SETTLED), partition);
    try (Admin admin = Admin.create(kafka.clientSettings("admin"))) {
      admin
          .alterConsumerGroupOffsets(
              kafka.topicPrefix() + "facepay.sleeping", Map.of(waiting, new OffsetAndMetadata(0)))
          .all()
          .get(10, TimeUnit.SECONDS);
    }
    Answer answer = stand.until("/v1/stages", it -> stage(it, "sleeping").has("oldest_at"));
    JsonNode stage = stage(answer, "sleeping");
    assertThat(stage.path("state").asString()).isEqualTo("no_instance");
    assertThat(stage.path("instances")).isEmpty();
    assertThat(stage.path("lag").asInt()).isPositive();
    assertThat(Instant.parse(stage.path("oldest_at").asString()))
        .isBetween(before, Instant.now().plusSeconds(60));
  }

  @Test
  void a_letter_is_redriven_once_as_it_was_and_the_log_keeps_who_and_why() throws Exception {
    ConsumerRecord<byte[], byte[]> was = fact("L1");
    String id = putAside(was, DeadLetters.BUG, "it broke");
    assertThat(stand.get("/v1/stages").text()).contains("dead_letters");
    JsonNode shown = show(ConsoleStand.ACTOR, id).json();
    assertThat(shown.path("state").asString()).isEqualTo("redrivable");
    assertThat(shown.path("value").asString()).isEqualTo(new String(was.value(), UTF_8));
    assertThat(shown.path("headers").toString()).contains("dlt_offset", "42");

    Answer done = post(ConsoleStand.ACTOR, id, "redrive", WHY);
    assertThat(done.status()).as(done.text()).isEqualTo(200);
    assertThat(done.json().path("acted").asString()).isEqualTo("redriven");
    Answer again = post(ConsoleStand.ACTOR, id, "redrive", WHY);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().path("code").asString()).isEqualTo("dead_letter_over");
    assertThat(again.json().path("detail").asString()).contains("redriven", "by alice");
    assertThat(post(ConsoleStand.ACTOR, id, "drop", WHY).status()).isEqualTo(409);

    assertThat(on(Topic.REPORT_SETTLED, was.value()))
        .singleElement()
        .satisfies(it -> assertThat(it.key()).isEqualTo(was.key()))
        .satisfies(it -> assertThat(it.headers()).isEqualTo(was.headers()));
    assertThat(stand.get("/v1/dead-letters?limit=200").text()).doesNotContain(id);
    JsonNode kept = show(ConsoleStand.READER, id).json();
    assertThat(kept.path("state").asString()).isEqualTo("over");
    assertThat(kept.path("acted_by").asString()).isEqualTo("alice");
    assertThat(kept.path("why").asString()).isEqualTo("mended in 1.4.2");
  }

  @Test
  void what_is_no_fact_is_only_dropped_and_readers_do_not_see_what_it_says() throws Exception {
    String id =
        putAside(
            foreign(Topic.REPORT_SETTLED, "openid-of-a-buyer", "{\u202e\u0007"),
            DeadLetters.UNDECODABLE,
            "no fact");
    JsonNode seen = show(ConsoleStand.READER, id).json();
    assertThat(seen.path("state").asString()).isEqualTo("unreadable");
    assertThat(seen.path("obstacle").asString()).contains("ce_type is missing");
    assertThat(seen.toString()).doesNotContain("openid-of-a-buyer");
    assertThat(seen.has("value")).isFalse();
    assertThat(stand.get("/v1/dead-letters?open=false&limit=200").text())
        .doesNotContain("openid-of-a-buyer");
    JsonNode whole = show(ConsoleStand.ACTOR, id).json();
    assertThat(whole.path("key").asString()).isEqualTo("openid-of-a-buyer");
    assertThat(whole.path("value").asString()).isEqualTo("{\\u202e\\u0007");

    Answer refused = post(ConsoleStand.ACTOR, id, "redrive", WHY);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().path("code").asString()).isEqualTo("dead_letter_unreadable");
    assertThat(post(ConsoleStand.READER, id, "drop", WHY).status()).isEqualTo(403);
    assertThat(post(ConsoleStand.ACTOR, id, "drop", "{}").status()).isEqualTo(400);
    assertThat(post(ConsoleStand.ACTOR, id, "drop", WHY).status()).isEqualTo(200);
    assertThat(show(ConsoleStand.ACTOR, id).json().path("acted").asString()).isEqualTo("dropped");
  }

  @Test
  void the_list_goes_on_by_its_cursor_and_each_letter_is_on_it_once() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      ids.add(putAside(fact("C" + i), DeadLetters.BUG, "broke " + i));
    }
    List<String> listed = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode part = stand.get("/v1/dead-letters?limit=2" + cursor).json();
      part.path("dead_letters").forEach(it -> listed.add(it.path("id").asString()));
      cursor = part.has("next_cursor") ? "&cursor=" + part.path("next_cursor").asString() : "";
    } while (!cursor.isEmpty());
    assertThat(listed).doesNotHaveDuplicates().containsAll(ids);
    assertThat(show(ConsoleStand.READER, "facepay.none-0@1").status()).isEqualTo(404);
    assertThat(show(ConsoleStand.READER, "x").status()).isEqualTo(400);
  }

  @Test
  void brokers_that_do_not_answer_are_a_problem_within_seconds() {
    try (ConsoleStand lost = ConsoleStand.withoutLog()) {
      long begun = System.nanoTime();
      for (String path : List.of("/v1/stages", "/v1/dead-letters", "/v1/stages")) {
        Answer answer = lost.get(path);
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.json().path("code").asString()).isEqualTo("log_unavailable");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(20));
    }
  }
}
