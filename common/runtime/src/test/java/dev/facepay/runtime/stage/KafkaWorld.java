package dev.facepay.runtime.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.embedded.SharedBroker;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with fresh topics, and what tests ask of it. */
final class KafkaWorld implements AutoCloseable {

  static final Topic TOPIC = Topic.PAYMENT_REQUESTED;
  static final String STAGE = "pay";

  final FacePayKafka kafka;
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Stages stages;
  final Admin admin;
  private final List<Stage> started = new ArrayList<>();

  KafkaWorld() {
    this(SharedBroker.bootstrapServers());
  }

  KafkaWorld(String bootstrapServers) {
    kafka = FacePayKafka.at(bootstrapServers, "test", UUID.randomUUID() + ".");
    stages = new Stages("test", kafka, Timekeeper.system(), meters);
    admin = Admin.create(kafka.clientSettings("admin"));
  }

  static StageSettings fast() {
    return new StageSettings(
        2000,
        Duration.ofMillis(300),
        Duration.ofSeconds(10),
        Duration.ofMillis(5),
        Duration.ofMillis(50),
        5,
        Duration.ofMillis(20),
        Duration.ofMillis(20),
        50,
        Duration.ofSeconds(5),
        1);
  }

  void makeTopic(int partitions) throws Exception {
    admin
        .createTopics(
            List.of(
                new NewTopic(kafka.name(TOPIC), partitions, (short) 1),
                new NewTopic(kafka.deadLetters(kafka.name(TOPIC)), 1, (short) 1)))
        .all()
        .get();
  }

  Stage start(FactHandler handler) {
    return start(handler, fast());
  }

  Stage start(FactHandler handler, StageSettings settings) {
    Stage stage = stages.stage(STAGE, Set.of(TOPIC), handler, settings);
    started.add(stage);
    stage.start();
    return stage;
  }

  void publish(int from, int to) throws InterruptedException {
    for (int i = from; i < to; i++) {
      stages.publisher().publish(Fixtures.requested(Fixtures.payment("O" + i, 1)));
    }
  }

  void sendRaw(byte[] key, byte[] value, Map<String, String> headers) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            kafka.clientSettings("raw"), new ByteArraySerializer(), new ByteArraySerializer())) {
      ProducerRecord<byte[], byte[]> record =
          new ProducerRecord<>(kafka.name(TOPIC), 0, key, value);
      headers.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
      producer.send(record).get();
    }
  }

  /** What the group has committed; partitions without a commit are left out. */
  Map<Integer, Long> committed() throws InterruptedException {
    try {
      return admin
          .listConsumerGroupOffsets(StageSettings.group(kafka, STAGE))
          .partitionsToOffsetAndMetadata()
          .get()
          .entrySet()
          .stream()
          .filter(e -> e.getValue() != null)
          .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
    } catch (ExecutionException e) {
      return Map.of();
    }
  }

  /** The partitions that hold records, and where they end. */
  Map<Integer, Long> ends(int partitions) throws Exception {
    Map<TopicPartition, OffsetSpec> ask =
        java.util.stream.IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(
                    p -> new TopicPartition(kafka.name(TOPIC), p), p -> OffsetSpec.latest()));
    return admin.listOffsets(ask).all().get().entrySet().stream()
        .filter(e -> e.getValue().offset() > 0)
        .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset()));
  }

  void awaitAllCommitted(int partitions) throws Exception {
    Map<Integer, Long> ends = ends(partitions);
    await("all committed", () -> committedNow().equals(ends));
  }

  private Map<Integer, Long> committedNow() {
    try {
      return committed();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            kafka.clientSettings("read"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.partitionsFor(topic).stream()
              .map(p -> new TopicPartition(p.topic(), p.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      await(
          "records of " + topic,
          () -> {
            consumer.poll(Duration.ofMillis(20)).forEach(found::add);
            return found.size() >= count;
          });
    }
    return found;
  }

  static void await(String what, BooleanSupplier condition) {
    Await.until(what, condition);
  }

  @Override
  public void close() {
    started.forEach(Stage::abandon);
    stages.close();
    admin.close();
  }
}
