package dev.facepay.report.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.report.fold.Histories;
import dev.facepay.report.read.RawBytes;
import dev.facepay.report.read.Stories;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Await;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The fold on a real broker: killed, doubled, rewound, rebuilt. */
@Tag("real")
class FactFoldTest {

  private static final int PAYMENTS = 150;
  private static final int TRADES = 40;

  private final FacePayKafka kafka =
      FacePayKafka.at(SharedBroker.bootstrapServers(), "fold-test", UUID.randomUUID() + ".");
  private final Admin admin = Admin.create(kafka.clientSettings("admin"));
  private final EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
  private final Stores stores = new Stores(Database.at(database.uri(), "live"));
  private final ReadSide readSide = ReadSide.in(stores);
  private final Stories stories = readSide.stories();
  private final KafkaFactPublisher publisher = new KafkaFactPublisher(kafka, "test");
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<Fact> facts = new ArrayList<>();

  @BeforeEach
  void publish_every_fact_twice() throws Exception {
    new Topics(kafka).make();
    for (int seed = 0; seed < PAYMENTS; seed++) {
      facts.addAll(Histories.of(new Random(seed), "K" + seed));
    }
    facts.addAll(Reports.of(TRADES));
    List<Fact> twice = new ArrayList<>(facts);
    twice.addAll(facts);
    Collections.shuffle(twice, new Random(1));
    FactCodec codec = new FactCodec(kafka);
    // Repeats and another order are what this is about: the producer need not keep them away.
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings("producer"));
    settings.put("enable.idempotence", false);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Fact fact : twice) {
        sent.add(producer.send(codec.encode(fact, "test", Optional.empty())));
      }
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
    }
  }

  @AfterEach
  void close() {
    publisher.close();
    stores.close();
    admin.close();
    database.close();
  }

  @Test
  void killed_doubled_and_rewound_it_leaves_the_bytes_that_a_rebuild_leaves() throws Exception {
    foldWithoutCommitting();
    killedAgainAndAgain();
    untilFolded(fold());
    Map<String, String> live = RawBytes.of(database.uri(), "live");
    assertThat(RawBytes.of(database.uri(), "live", "payments")).hasSize(PAYMENTS);
    assertThat(RawBytes.of(database.uri(), "live", "trades")).hasSizeGreaterThanOrEqualTo(TRADES);
    assertThat(RawBytes.of(database.uri(), "live", "trades_sums")).isNotEmpty();
    assertThat(RawBytes.of(database.uri(), "live", "payments_marks")).as("all counted").isEmpty();

    rewind();
    FactFold one = fold();
    FactFold two = fold();
    untilFolded(one, two);
    assertThat(changed(live)).as("rewound, by two").isEmpty();

    long folded = new Rebuild(kafka, readSide).run(read -> {});
    assertThat(folded).isGreaterThanOrEqualTo(2L * facts.size());
    assertThat(changed(live)).as("rebuilt").isEmpty();
  }

  /** What the read side says now and did not say then. */
  private Map<String, String> changed(Map<String, String> then) {
    Map<String, String> now = RawBytes.of(database.uri(), "live");
    assertThat(now.keySet()).isEqualTo(then.keySet());
    now.entrySet().removeAll(then.entrySet());
    return now;
  }

  @Test
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
              new FoldMeter(new SimpleMeterRegistry()),
              settings())
          .fold(consumer.poll(Duration.ofSeconds(10)));
    }
    assertThat(stories.count()).isPositive();
  }

  private void killedAgainAndAgain() {
    for (int kill = 1; kill <= 3; kill++) {
      double before = meters.counter("facepay.report.folded").count();
      FactFold fold = fold();
      await("some are folded", () -> meters.counter("facepay.report.folded").count() > before);
      fold.stop();
    }
  }

  private FactFold fold() {
    FactFold fold =
        new FactFold(kafka, readSide, publisher, settings(), Timekeeper.system(), meters);
    fold.start();
    return fold;
  }

  private static FoldSettings settings() {
    return new FoldSettings(
        50,
        Duration.ofMillis(50),
        Duration.ofMillis(10),
        Duration.ofMillis(50),
        3,
        Duration.ofSeconds(6),
        Duration.ofSeconds(1),
        Duration.ZERO);
  }

  private void untilFolded(FactFold... folds) {
    try {
      await("all is committed", this::allCommitted);
    } finally {
      for (FactFold fold : folds) {
        fold.stop();
      }
    }
  }

  private boolean allCommitted() {
    try {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      for (Topic topic : FactFold.topics()) {
        for (int p = 0; p < Topic.PARTITIONS; p++) {
          wanted.put(new TopicPartition(kafka.name(topic), p), OffsetSpec.latest());
        }
      }
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group()).partitionsToOffsetAndMetadata().get();
      return admin.listOffsets(wanted).all().get().entrySet().stream()
          .allMatch(
              end ->
                  end.getValue().offset() == 0
                      || (committed.get(end.getKey()) != null
                          && committed.get(end.getKey()).offset() == end.getValue().offset()));
    } catch (Exception e) {
      return false;
    }
  }

  private void rewind() throws Exception {
    Map<TopicPartition, OffsetAndMetadata> zero = new HashMap<>();
    for (Topic topic : FactFold.topics()) {
      for (int p = 0; p < Topic.PARTITIONS; p++) {
        zero.put(new TopicPartition(kafka.name(topic), p), new OffsetAndMetadata(0));
      }
    }
    admin.alterConsumerGroupOffsets(group(), zero).all().get();
  }

  private String group() {
    return kafka.topicPrefix() + "facepay.report";
  }

  private static void await(String what, BooleanSupplier condition) {
    Await.until(what, condition);
  }
}
