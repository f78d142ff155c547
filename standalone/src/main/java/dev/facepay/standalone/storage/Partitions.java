package dev.facepay.standalone.storage;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads partitions from their beginning to what is their end now. For one thread. */
final class Partitions implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Takes a record; false if it has seen enough. */
  @FunctionalInterface
  interface Records {
    boolean take(ConsumerRecord<byte[], byte[]> record) throws IOException;
  }

  Partitions(FacePayKafka kafka, String role) {
    Map<String, Object> settings = kafka.clientSettings(role);
    settings.put("auto.offset.reset", "none");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("max.poll.records", 2_000);
    settings.put("fetch.max.bytes", 8 << 20);
    settings.put("max.partition.fetch.bytes", 4 << 20);
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * @throws CannotRun if there is no such topic
   */
  List<TopicPartition> of(String topic) {
    List<PartitionInfo> found = consumer.partitionsFor(topic);
    if (found == null || found.isEmpty()) {
      throw new CannotRun(
          ExitCode.USAGE,
          "there is no topic " + topic,
          "see to the log's address, and to the prefix of its topics");
    }
    return found.stream().map(it -> new TopicPartition(it.topic(), it.partition())).toList();
  }

  long beginning(TopicPartition partition) {
    return Objects.requireNonNull(consumer.beginningOffsets(List.of(partition)).get(partition));
  }

  long end(TopicPartition partition) {
    return Objects.requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
  }

  /**
   * @throws KafkaException also if no records come for long
   */
  void read(TopicPartition partition, Records records) throws IOException {
    long end = end(partition);
    if (beginning(partition) == end) {
      return;
    }
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    long lastNews = System.nanoTime();
    long before = -1;
    while (consumer.position(partition) < end) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL).records(partition)) {
        if (record.offset() >= end || !records.take(record)) {
          return;
        }
      }
      // A gap that compaction left moves it too.
      if (consumer.position(partition) > before) {
        before = consumer.position(partition);
        lastNews = System.nanoTime();
      }
      if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
        throw new KafkaException("no records of " + partition + " for " + PATIENCE);
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }
}
