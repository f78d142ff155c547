package dev.facepay.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;

/** All topics from offset 0; facts go in and come out in the form that they have on the wire. */
final class FactLog {

  /** Fewer than in earnest, so that orders meet in one. */
  static final int PARTITIONS = 2;

  private static final FacePayKafka KAFKA = FacePayKafka.at("none", "simulation", "");

  private final FactCodec codec = new FactCodec(KAFKA);
  private final LongSupplier now;
  private final Map<Topic, List<List<ConsumerRecord<byte[], byte[]>>>> topics =
      new EnumMap<>(Topic.class);
  private final List<Fact> facts = new ArrayList<>();
  private final List<Consumer<Fact>> readers = new ArrayList<>();
  private final List<Runnable> followers = new ArrayList<>();

  /**
   * @param now the broker's clock, epoch milliseconds
   */
  FactLog(LongSupplier now) {
    this.now = now;
    for (Topic topic : Topic.values()) {
      List<List<ConsumerRecord<byte[], byte[]>>> partitions = new ArrayList<>();
      for (int p = 0; p < PARTITIONS; p++) {
        partitions.add(new ArrayList<>());
      }
      topics.put(topic, partitions);
    }
  }

  /** Returns when that was. */
  Instant append(Fact fact) {
    ProducerRecord<byte[], byte[]> sent = codec.encode(fact, "simulation", Optional.empty());
    int partition = Math.floorMod(fact.key().hashCode(), PARTITIONS);
    ConsumerRecord<byte[], byte[]> record = append(fact.type().topic(), partition, sent);
    facts.add(fact);
    readers.forEach(reader -> reader.accept(fact));
    followers.forEach(Runnable::run);
    return Instant.ofEpochMilli(record.timestamp());
  }

  /** A record that is no fact which this release knows; its name, as dead letters tell it. */
  String append(Topic topic, String type, String value) {
    ProducerRecord<byte[], byte[]> sent =
        new ProducerRecord<>(KAFKA.name(topic), new byte[0], value.getBytes(UTF_8));
    sent.headers().add("ce_specversion", "1.0".getBytes(UTF_8));
    sent.headers().add("ce_type", type.getBytes(UTF_8));
    ConsumerRecord<byte[], byte[]> record = append(topic, 0, sent);
    followers.forEach(Runnable::run);
    return name(record);
  }

  /** What a dead letter tells a record by. */
  static String name(ConsumerRecord<byte[], byte[]> record) {
    return record.topic() + "-" + record.partition() + "@" + record.offset();
  }

  private ConsumerRecord<byte[], byte[]> append(
      Topic topic, int partition, ProducerRecord<byte[], byte[]> sent) {
    List<ConsumerRecord<byte[], byte[]>> line = partition(topic, partition);
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            sent.topic(),
            partition,
            line.size(),
            now.getAsLong(),
            TimestampType.LOG_APPEND_TIME,
            ConsumerRecord.NULL_SIZE,
            ConsumerRecord.NULL_SIZE,
            sent.key(),
            sent.value(),
            sent.headers(),
            Optional.empty());
    line.add(record);
    return record;
  }

  /** Sees each fact as it is appended. */
  void read(Consumer<Fact> reader) {
    readers.add(reader);
  }

  void follow(Runnable follower) {
    followers.add(follower);
  }

  List<ConsumerRecord<byte[], byte[]>> partition(Topic topic, int partition) {
    return partitions(topic).get(partition);
  }

  private List<List<ConsumerRecord<byte[], byte[]>>> partitions(Topic topic) {
    return Objects.requireNonNull(topics.get(topic));
  }

  /** A topic's records, partition by partition, up to now. */
  List<ConsumerRecord<byte[], byte[]>> records(Topic topic) {
    return partitions(topic).stream().flatMap(List::stream).toList();
  }

  List<Fact> facts() {
    return facts;
  }

  FactCodec codec() {
    return codec;
  }
}
