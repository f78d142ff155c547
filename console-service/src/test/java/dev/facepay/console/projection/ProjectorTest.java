package dev.facepay.console.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.documents.RawBytes;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FactCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The fold on a real broker: killed, doubled, rewound, rebuilt. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("real")
class ProjectorTest extends ProjectionStand {

  @Test
  void killed_doubled_and_rewound_it_leaves_the_bytes_that_a_rebuild_leaves() throws Exception {
    foldWithoutCommitting();
    killedAgainAndAgain();
    untilFolded(fold());
    Map<String, String> live = RawBytes.of(database.uri(), "live");
    assertThat(RawBytes.of(database.uri(), "live", "payments")).hasSize(PAYMENTS);
    assertThat(RawBytes.of(database.uri(), "live", "trades")).hasSizeGreaterThanOrEqualTo(TRADES);
    assertThat(RawBytes.of(database.uri(), "live", "trades_sums")).isNotEmpty();
    assertThat(RawBytes.of(database.uri(), "live", "refunds")).hasSize(REFUNDS);
    assertThat(RawBytes.of(database.uri(), "live", "bills")).hasSize(DAYS);
    assertThat(RawBytes.of(database.uri(), "live", "bill_differences")).hasSize(DAYS);
    assertThat(RawBytes.of(database.uri(), "live", "payments_marks")).as("all counted").isEmpty();

    rewind();
    Projector one = fold();
    Projector two = fold();
    untilFolded(one, two);
    assertThat(changed(live)).as("rewound, by two").isEmpty();

    long folded = new Rebuild(kafka, stores).run(read -> {}).facts();
    assertThat(folded).isGreaterThanOrEqualTo(2L * facts.size());
    assertThat(changed(live)).as("rebuilt").isEmpty();
  }

  @Test
  @Order(Order.DEFAULT + 1)
  void what_is_no_fact_is_put_aside_and_holds_nothing_up() throws Exception {
    String topic = kafka.name(Topic.PAYMENT_SETTLED);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.clientSettings("bad"), new ByteArraySerializer(), new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> bad =
          new ProducerRecord<>(topic, "x".getBytes(StandardCharsets.UTF_8), new byte[] {1});
      bad.headers().add("ce_type", "payment.succeeded.v1".getBytes(StandardCharsets.UTF_8));
      producer.send(bad).get();
      ProducerRecord<byte[], byte[]> newer = new ProducerRecord<>(topic, new byte[] {1});
      newer.headers().add("ce_type", "payment.newer.v9".getBytes(StandardCharsets.UTF_8));
      producer.send(newer).get();
    }
    untilFolded(fold());
    TopicPartition letters = new TopicPartition(kafka.deadLetters(topic), 0);
    assertThat(admin.listOffsets(Map.of(letters, OffsetSpec.latest())).all().get().get(letters))
        .satisfies(end -> assertThat(end.offset()).isEqualTo(1));
    assertThat(meters.counter("facepay.report.skipped").count()).isEqualTo(1);
    assertThat(RawBytes.of(database.uri(), "live", "payments")).hasSize(PAYMENTS);
  }

  /** A crash between the write and the commit. */
  private void foldWithoutCommitting() throws InterruptedException {
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings("crash"));
    settings.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(kafka.name(Topic.PAYMENT_SETTLED)).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      new Batch(
              readSide,
              new FactCodec(kafka),
              publisher,
              new ProjectionMeter(new SimpleMeterRegistry()),
              settings())
          .fold(consumer.poll(Duration.ofSeconds(10)));
    }
    assertThat(histories.count()).isPositive();
  }

  private void killedAgainAndAgain() {
    for (int kill = 1; kill <= 3; kill++) {
      double before = meters.counter("facepay.report.folded").count();
      Projector fold = fold();
      await("some are folded", () -> meters.counter("facepay.report.folded").count() > before);
      fold.stop();
    }
  }

  private void rewind() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
    for (Topic topic : Projector.topics()) {
      for (int p = 0; p < kafka.topics().partitions(); p++) {
        zero.put(new TopicPartition(kafka.name(topic), p), new OffsetAndMetadata(0));
      }
    }
    admin.alterConsumerGroupOffsets(group(), zero).all().get();
  }
}
