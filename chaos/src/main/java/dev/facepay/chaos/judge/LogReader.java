package dev.facepay.chaos.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads every topic of ours from offset 0 to its end, without a group. */
public final class LogReader {

  private static final String PREFIX = "facepay.";
  private static final Duration POLL = Duration.ofMillis(500);

  private LogReader() {}

  public static List<Fact> read(String brokers, Secrets secrets) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            brokers,
            "client.id",
            "chaos-proof",
            "auto.offset.reset",
            "earliest",
            "enable.auto.commit",
            false);
    List<Fact> facts = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all =
          consumer.listTopics().entrySet().stream()
              .filter(topic -> topic.getKey().startsWith(PREFIX))
              .flatMap(topic -> topic.getValue().stream())
              .map(it -> new TopicPartition(it.topic(), it.partition()))
              .toList();
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all);
      while (all.stream().anyMatch(it -> consumer.position(it) < ends.getOrDefault(it, 0L))) {
        for (ConsumerRecord<byte[], byte[]> each : consumer.poll(POLL)) {
          facts.add(fact(each, secrets));
        }
      }
    }
    return facts;
  }

  private static Fact fact(ConsumerRecord<byte[], byte[]> each, Secrets secrets) {
    String value = text(each.value());
    String where = "the topic " + each.topic();
    secrets.search(where, value);
    secrets.search(where, text(each.key()));
    for (Header header : each.headers()) {
      secrets.search(where, text(header.value()));
    }
    return new Fact(
        each.topic(),
        Instant.ofEpochMilli(each.timestamp()),
        header(each, "ce_id"),
        header(each, "ce_type"),
        json(value));
  }

  private static String header(ConsumerRecord<byte[], byte[]> each, String name) {
    Header header = each.headers().lastHeader(name);
    return header == null ? "" : text(header.value());
  }

  private static String text(byte @Nullable [] bytes) {
    return new String(Objects.requireNonNullElse(bytes, new byte[0]), UTF_8);
  }

  /** What is no JSON is an empty object: its type says what it is. */
  private static JsonNode json(String value) {
    try {
      return JsonMapper.shared().readTree(value);
    } catch (JacksonException e) {
      return JsonMapper.shared().createObjectNode();
    }
  }
}
