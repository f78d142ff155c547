package dev.facepay.runtime.held;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.held.HeldRecords.HoldSettings;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class HeldRecordsTest {

  private static final FactCodec CODEC = new FactCodec(FacePayKafka.at("none", "test", ""));
  private static final Instant LOGGED = Fixtures.T0.plusSeconds(7);

  private final TestTime clock = new TestTime();
  private final Timekeeper time = Timekeeper.of(clock, due -> {});
  private final MemoryDocuments documents = new MemoryDocuments();
  private final DueRecords due = new DueRecords(documents);
  private final List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
  private final List<DeadLetters.Reason> reasons = new ArrayList<>();
  private final List<Fact> handled = new ArrayList<>();
  private final List<Instant> loggedAt = new ArrayList<>();
  private RuntimeException trouble = new IllegalStateException("a bug");

  private final HeldRecords held = again();

  private HeldRecords again() {
    HeldRecords records =
        new HeldRecords(
            "test",
            due,
            CODEC,
            (record, reason) -> {
              letters.add(record);
              reasons.add(reason);
            },
            new BrokerClock(),
            time,
            HoldSettings.defaults(),
            new SimpleMeterRegistry());
    records.handledBy(
        "query",
        new FactHandler() {
          @Override
          public void handle(Fact fact) {
            throw new IllegalStateException("the other one is asked");
          }

          @Override
          public void handle(Fact fact, Instant at) {
            if (trouble != null) {
              throw trouble;
            }
            handled.add(fact);
            loggedAt.add(at);
          }
        });
    return records;
  }

  private static ConsumerRecord<byte[], byte[]> record(Fact fact) {
    ProducerRecord<byte[], byte[]> sent = CODEC.encode(fact, "pay", Optional.empty());
    return new ConsumerRecord<>(
        sent.topic(),
        3,
        42,
        LOGGED.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        sent.key(),
        sent.value(),
        new RecordHeaders(sent.headers().toArray()),
        Optional.empty());
  }

  private void hold() {
    held.hold(
        record(Fixtures.unknown(UnknownReason.NO_ANSWER)),
        new DeadLetters.Reason("query", DeadLetters.BUG, "a bug"));
  }

  @Test
  void it_is_tried_again_with_ever_longer_pauses_until_it_can_be_handled() {
    hold();
    hold();
    assertThat(documents.count()).as("the same record again is the same").isEqualTo(1);
    List<Long> seconds = new ArrayList<>();
    for (int i = 0; i < 4_000; i++) {
      clock.advance(Duration.ofSeconds(1));
      long before = due.find(documents.all().getFirst().getString("_id")).orElseThrow().tries();
      held.runOnce();
      if (due.find(documents.all().getFirst().getString("_id")).orElseThrow().tries() > before) {
        seconds.add((long) i + 1);
      }
    }
    assertThat(seconds.subList(0, 7)).containsExactly(30L, 60L, 120L, 240L, 480L, 960L, 1560L);

    trouble = null;
    clock.advance(Duration.ofMinutes(10));
    again().runOnce();
    assertThat(handled).containsExactly(Fixtures.unknown(UnknownReason.NO_ANSWER));
    assertThat(loggedAt).as("the broker's own time").containsExactly(LOGGED);
    assertThat(documents.count()).isZero();
    assertThat(letters).isEmpty();
  }

  @Test
  void what_only_a_person_may_judge_stays_and_says_why() {
    hold();
    trouble = new FactHandler.NeedsPerson("too old");
    clock.advance(Duration.ofMinutes(1));
    held.runOnce();
    assertThat(HeldActs.list(documents, due, 1))
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).isEqualTo("needs_person: too old"));
    assertThat(handled).isEmpty();
  }

  @Test
  void an_outage_is_no_failure_of_the_record() {
    hold();
    trouble = new StoreUnavailable("away", new RuntimeException());
    clock.advance(Duration.ofMinutes(1));
    held.runOnce();
    trouble = null;
    clock.advance(Duration.ofSeconds(6));
    held.runOnce();
    assertThat(handled).hasSize(1);
  }

  @Test
  void only_a_person_lets_it_go_and_the_log_keeps_who_and_why() {
    hold();
    String id = documents.all().getFirst().getString("_id");
    assertThat(HeldActs.letGo(due, id, "alice", "paid by hand, see 4711", clock.instant()))
        .isEqualTo(DueRecords.Amended.DONE);
    held.runOnce();
    assertThat(documents.count()).isZero();
    assertThat(reasons)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.kind()).isEqualTo("let_go");
              assertThat(it.text()).contains("alice", "paid by hand, see 4711", "a bug");
            });
    ConsumerRecord<byte[], byte[]> was = record(Fixtures.unknown(UnknownReason.NO_ANSWER));
    assertThat(letters)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.topic() + it.partition() + "@" + it.offset())
                  .isEqualTo(was.topic() + "3@42");
              assertThat(it.key()).isEqualTo(was.key());
              assertThat(it.value()).isEqualTo(was.value());
              assertThat(it.headers()).isEqualTo(was.headers());
            });
  }

  @Test
  void a_person_can_have_it_tried_now() {
    hold();
    trouble = null;
    String id = documents.all().getFirst().getString("_id");
    assertThat(HeldActs.retry(due, id, clock.instant())).isEqualTo(DueRecords.Amended.DONE);
    held.runOnce();
    assertThat(handled).hasSize(1);
    assertThat(HeldActs.retry(due, id, clock.instant())).isEqualTo(DueRecords.Amended.ABSENT);
  }

  @Test
  void a_record_without_key_or_value_is_held_as_it_is() {
    ConsumerRecord<byte[], byte[]> bare =
        new ConsumerRecord<>("facepay.payment.unknown", 0, 7, null, null);
    bare.headers().add("ce_type", "payment.split.v1".getBytes(UTF_8)).add("empty", null);
    held.hold(bare, new DeadLetters.Reason("query", DeadLetters.UNKNOWN_TYPE, "new"));
    clock.advance(Duration.ofMinutes(1));
    held.runOnce();
    HeldRecord read =
        HeldRecord.read(due.find("query/facepay.payment.unknown-0@7").orElseThrow().body());
    assertThat(read.record().value()).isNull();
    assertThat(read.record().key()).isNull();
    assertThat(read.record().headers()).isEqualTo(bare.headers());
  }
}
