package dev.facepay.runtime.fact;

import dev.facepay.runtime.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is in topics now, up to what is their end when it begins. */
public final class LogReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration SHORT_POLL = Duration.ofMillis(50);

  private final FacePayKafka kafka;
  private final Duration patience;

  /**
   * @param patience how long the broker may say nothing
   */
  public LogReader(FacePayKafka kafka, Duration patience) {
    this.kafka = kafka;
    this.patience = patience;
  }

  /** Which partitions of a topic are read. */
  @FunctionalInterface
  public interface Choice {

    Choice ALL = (partition, partitions) -> true;

    /**
     * @param partition from 0
     * @param partitions how many the topic has now
     */
    boolean reads(int partition, int partitions);
  }

  /** The broker gave no answer in time. */
  public static final class LogUnanswered extends Outage {

    private static final long serialVersionUID = 1;

    public LogUnanswered(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Topics from their beginnings.
   *
   * @param topics those that are not there are passed over
   * @throws LogUnanswered if the broker does not answer
   */
  public void read(
      List<String> topics, Choice choice, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    newest(topics, choice, Long.MAX_VALUE, taker);
  }

  /** The last ones of each partition, and not more of them than that. */
  void newest(
      List<String> topics,
      Choice choice,
      long recordsMax,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    reading(
        consumer -> {
          Map<String, ?> existing = consumer.listTopics();
          List<TopicPartition> partitions =
              topics.stream()
                  .filter(existing::containsKey)
                  .flatMap(topic -> chosen(topic, consumer.partitionsFor(topic).size(), choice))
                  .toList();
          Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
          Map<TopicPartition, Long> from = new HashMap<>(consumer.beginningOffsets(partitions));
          from.replaceAll(
              (partition, begin) -> Math.max(begin, ends.getOrDefault(partition, 0L) - recordsMax));
          readToEnd(consumer, from, ends, taker);
        });
  }

  /** One partition from there on; nothing if it is not there. */
  void from(TopicPartition partition, long offset, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    reading(
        consumer -> {
          var existing = consumer.listTopics().getOrDefault(partition.topic(), List.of());
          if (partition.partition() < existing.size()) {
            List<TopicPartition> one = List.of(partition);
            long begin =
                Math.max(offset, consumer.beginningOffsets(one).getOrDefault(partition, 0L));
            readToEnd(consumer, Map.of(partition, begin), consumer.endOffsets(one), taker);
          }
        });
  }

  /**
   * When the broker took the oldest record at or behind each of these places, one answer for each
   * of them in their order; empty where it did not say so in time.
   */
  public List<Optional<Instant>> oldest(List<Map<TopicPartition, Long>> places, Duration max) {
    List<Optional<Instant>> found = new ArrayList<>();
    long deadline = System.nanoTime() + max.toNanos();
    reading(consumer -> places.forEach(place -> found.add(oldest(consumer, place, deadline))));
    return found;
  }

  private static Optional<Instant> oldest(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> place, long deadline) {
    consumer.assign(place.keySet());
    // Those that the place before had in common with this one are paused still.
    consumer.resume(place.keySet());
    place.forEach(consumer::seek);
    long oldestMs = Long.MAX_VALUE;
    Set<TopicPartition> open = new HashSet<>(place.keySet());
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(SHORT_POLL);
      for (TopicPartition partition : records.partitions()) {
        if (open.remove(partition)) {
          long stamp = records.records(partition).getFirst().timestamp();
          oldestMs = Math.min(stamp, oldestMs);
          consumer.pause(List.of(partition));
        }
      }
    }
    return open.isEmpty() && !place.isEmpty()
        ? Optional.of(Instant.ofEpochMilli(oldestMs))
        : Optional.empty();
  }

  private void reading(Consumer<KafkaConsumer<byte[], byte[]>> work) {
    Map<String, Object> settings = kafka.clientSettings("read");
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("default.api.timeout.ms", (int) patience.toMillis());
    settings.put("request.timeout.ms", (int) patience.toMillis() / 2);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      work.accept(consumer);
    } catch (KafkaException e) {
      throw new LogUnanswered(
          "the Kafka broker at %s did not answer (%s)"
              .formatted(kafka.bootstrapServers(), e.getClass().getSimpleName()),
          e);
    }
  }

  private static Stream<TopicPartition> chosen(String topic, int partitions, Choice choice) {
    return IntStream.range(0, partitions)
        .filter(partition -> choice.reads(partition, partitions))
        .mapToObj(partition -> new TopicPartition(topic, partition));
  }

  private void readToEnd(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> ends,
      Consumer<ConsumerRecord<byte[], byte[]>> taker) {
    List<TopicPartition> filled =
        from.entrySet().stream()
            .filter(it -> it.getValue() < ends.getOrDefault(it.getKey(), 0L))
            .map(Map.Entry::getKey)
            .toList();
    consumer.assign(filled);
    filled.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
    long lastNews = System.nanoTime();
    while (filled.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
      var records = consumer.poll(POLL);
      records.forEach(taker);
      lastNews = records.isEmpty() ? lastNews : System.nanoTime();
      if (System.nanoTime() - lastNews > patience.toNanos()) {
        throw new KafkaException("no records for " + patience.toSeconds() + " s");
      }
    }
  }
}
