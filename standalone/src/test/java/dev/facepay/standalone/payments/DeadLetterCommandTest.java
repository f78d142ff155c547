package dev.facepay.standalone.payments;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Topic;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.DeadLetters.Reason;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.LogReader;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.standalone.Said;
import dev.facepay.testkit.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Letters of a real broker, and what a person does about them. */
@Tag("real")
class DeadLetterCommandTest {

  private static final String[] PERSON = {"--who", "alice", "--why", "mended in 4711"};

  private final String prefix = UUID.randomUUID() + ".";
  private final FacePayKafka kafka =
      FacePayKafka.at(SharedBroker.bootstrapServers(), "letters", prefix);
  private final String topic = kafka.name(Topic.REPORT_SETTLED);
  private final String first = topic + "-0@0";

  private Said run(String act, String... more) {
    List<String> args = new ArrayList<>(List.of("dlt", act));
    args.addAll(List.of("--kafka", SharedBroker.bootstrapServers()));
    args.addAll(List.of(more));
    return Said.by(Map.of("FACEPAY_KAFKA_TOPICPREFIX", prefix), args);
  }

  private static String[] with(String id) {
    return new String[] {id, PERSON[0], PERSON[1], PERSON[2], PERSON[3]};
  }

  @BeforeEach
  void topicsAreThere() throws Exception {
    new Topics(kafka).make();
  }

  private ConsumerRecord<byte[], byte[]> fact() {
    ProducerRecord<byte[], byte[]> fact =
        new FactCodec(kafka)
            .encode(Fixtures.unknown(UnknownReason.NO_ANSWER), "pay", Optional.empty());
    fact.headers().add("traceparent", "00-1-2-01".getBytes(UTF_8));
    return new ConsumerRecord<>(
        topic,
        3,
        42,
        Fixtures.T0.toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        fact.key(),
        fact.value(),
        new RecordHeaders(fact.headers().toArray()),
        Optional.empty());
  }

  private void putAside(ConsumerRecord<byte[], byte[]> record, String kind) throws Exception {
    try (KafkaFactPublisher letters = new KafkaFactPublisher(kafka, "report")) {
      letters.send(record, new Reason("report", kind, "it broke"));
    }
  }

  private List<ConsumerRecord<byte[], byte[]>> onTheTopic() {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    new LogReader(kafka, FactLog.PATIENCE).read(List.of(topic), LogReader.Choice.ALL, found::add);
    return found;
  }

  @Test
  void a_letter_goes_back_as_it_was_once_and_the_log_keeps_who_and_why() throws Exception {
    assertThat(run("list").out()).isEqualTo("no dead letters\n");
    ConsumerRecord<byte[], byte[]> was = fact();
    putAside(was, DeadLetters.BUG);
    assertThat(run("list").out()).startsWith(first + "\n").contains("bug: it broke");
    assertThat(run("show", first).out()).contains("dlt_offset: 42", new String(was.value(), UTF_8));

    Said said = run("redrive", with(first));
    assertThat(said.err()).isEmpty();
    assertThat(said.status()).isZero();
    assertThat(onTheTopic())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.key()).isEqualTo(was.key());
              assertThat(it.value()).isEqualTo(was.value());
              assertThat(it.headers()).isEqualTo(was.headers());
            });

    assertThat(run("list").out()).isEqualTo("no dead letters\n");
    assertThat(run("list", "--all").out()).contains("redriven", "by alice: mended in 4711");
    assertThat(run("redrive", with(first)))
        .satisfies(it -> assertThat(it.status()).isEqualTo(1))
        .satisfies(it -> assertThat(it.err()).contains("was redriven", "by alice"));
    assertThat(onTheTopic()).hasSize(1);
  }

  @Test
  void what_would_end_here_again_is_only_dropped() throws Exception {
    putAside(
        new ConsumerRecord<>(topic, 0, 7, "k".getBytes(UTF_8), "{".getBytes(UTF_8)),
        DeadLetters.UNDECODABLE);
    assertThat(run("redrive", with(first)).err())
        .contains("would end here again: it is no fact: header ce_type is missing");
    assertThat(run("drop", with(first)).status()).isZero();
    assertThat(run("list").out()).isEqualTo("no dead letters\n");
    assertThat(onTheTopic()).isEmpty();
  }

  @Test
  void nobody_acts_without_a_name_and_a_reason_nor_on_what_is_not_there() throws Exception {
    putAside(fact(), DeadLetters.BUG);
    assertThat(run("drop", first).status()).isEqualTo(2);
    assertThat(run("drop", first, "--who", "alice", "--why", " ").status()).isEqualTo(2);
    assertThat(run("drop", with(topic + "-0@9")).err()).contains("there is no letter");
    assertThat(run("list").out()).startsWith(first);
  }
}
