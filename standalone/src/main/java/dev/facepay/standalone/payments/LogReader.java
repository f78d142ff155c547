package dev.facepay.standalone.payments;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to what is their end now. */
final class LogReader {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FacePayKafka kafka;

  LogReader(FacePayKafka kafka) {
    this.kafka = kafka;
  }

  /** Which partitions of a topic are read. */
  @FunctionalInterface
  interface Choice {

    Choice ALL = (partition, partitions) -> true;

    /**
     * @param partition from 0
     * @param partitions how many the topic has now
     */
    boolean reads(int partition, int partitions);
  }

  /**
   * @param topics those that are not there are passed over
   * @throws CannotRun if the broker does not answer
   */
  void read(List<String> topics, Choice choice, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    Map<String, Object> settings = kafka.clientSettings("read");
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.toMillis() / 2);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<String, ?> existing = consumer.listTopics();
      List<TopicPartition> partitions =
          topics.stream()
              .filter(existing::containsKey)
              .flatMap(topic -> chosen(topic, consumer.partitionsFor(topic).size(), choice))
              .toList();
      if (!partitions.isEmpty()) {
        readToEnd(consumer, partitions, taker);
      }
    } catch (KafkaException e) {
      throw unreachable(kafka, e);
    }
  }

  private static Stream<TopicPartition> chosen(String topic, int partitions, Choice choice) {
    return IntStream.range(0, partitions)
        .filter(partition -> choice.reads(partition, partitions))
        .mapToObj(partition -> new TopicPartition(topic, partition));
  }

  static CannotRun unreachable(FacePayKafka kafka, Exception e) {
    return new CannotRun(
        ExitCode.UNREACHABLE,
        "the Kafka broker at %s did not answer (%s)"
            .formatted(kafka.bootstrapServers(), e.getClass().getSimpleName()),
        "start the system, or say with --kafka where it is",
        e);
  }

  private static void readToEnd(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long lastNews = System.nanoTime();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      var records = consumer.poll(Duration.ofMillis(200));
      records.forEach(taker);
      lastNews = records.isEmpty() ? lastNews : System.nanoTime();
      if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
        throw new KafkaException("no records for " + PATIENCE.toSeconds() + " s");
      }
    }
  }
}
