package dev.facepay.standalone.journey;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.facepay.testkit.Await;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the log from offset 0 with Kafka's own client and nothing of ours. */
public final class LogTail implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String bootstrapServers;
  private volatile boolean closed;
  private final List<LoggedFact> facts = new CopyOnWriteArrayList<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread thread;

  /** Everything there is, read anew. */
  public record All(List<LoggedFact> facts, byte[] raw) {}

  public LogTail(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.consumer = consumer(bootstrapServers);
    List<TopicPartition> partitions = partitions(consumer);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = Thread.ofPlatform().daemon().name("log-tail").start(this::follow);
  }

  /** The facts of an order that are known by now, each as often as it lies there. */
  public List<LoggedFact> of(String merchant, String orderNo) {
    return facts.stream()
        .filter(f -> f.text("merchant_id").equals(merchant) && f.text("order_no").equals(orderNo))
        .toList();
  }

  /** All facts that are known by now. */
  public List<LoggedFact> soFar() {
    return List.copyOf(facts);
  }

  /** Every record of every topic, dead letters too, from offset 0 to what is the end now. */
  public List<ConsumerRecord<byte[], byte[]>> records() {
    try (KafkaConsumer<byte[], byte[]> reader = consumer(bootstrapServers)) {
      List<TopicPartition> partitions = partitions(reader);
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
      Await.until(
          "the end of the log",
          () -> {
            reader.poll(Duration.ofMillis(200)).forEach(all::add);
            return ends.entrySet().stream()
                .allMatch(end -> reader.position(end.getKey()) >= end.getValue());
          },
          done -> done);
      return all;
    }
  }

  /** The same, as facts and as bytes. */
  public All readAll() {
    List<LoggedFact> all = new ArrayList<>();
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (ConsumerRecord<byte[], byte[]> record : records()) {
      all.add(read(record));
      copy(record, raw);
    }
    return new All(all, raw.toByteArray());
  }

  @Override
  public void close() {
    closed = true;
    consumer.wakeup();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void follow() {
    try (consumer) {
      while (!closed) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> facts.add(read(record)));
      }
    } catch (WakeupException e) {
      // Closed.
    }
  }

  private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "enable.auto.commit",
            false,
            "allow.auto.create.topics",
            false,
            "fetch.max.wait.ms",
            50),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    return consumer.listTopics().entrySet().stream()
        .filter(topic -> !topic.getKey().startsWith("__"))
        .flatMap(topic -> topic.getValue().stream())
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  private static LoggedFact read(ConsumerRecord<byte[], byte[]> record) {
    JsonNode value;
    try {
      value = JSON.readTree(Objects.requireNonNullElse(record.value(), new byte[] {'{', '}'}));
    } catch (JacksonException e) {
      value = JSON.createObjectNode();
    }
    return new LoggedFact(
        record.topic(), header(record, "ce_type"), header(record, "ce_id"), value);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
  }

  private static void copy(ConsumerRecord<byte[], byte[]> record, ByteArrayOutputStream raw) {
    raw.writeBytes(Objects.requireNonNullElse(record.key(), new byte[0]));
    raw.writeBytes(Objects.requireNonNullElse(record.value(), new byte[0]));
    for (Header header : record.headers()) {
      raw.writeBytes((header.key() + "=").getBytes(UTF_8));
      raw.writeBytes(Objects.requireNonNullElse(header.value(), new byte[0]));
    }
    raw.write('\n');
  }
}
