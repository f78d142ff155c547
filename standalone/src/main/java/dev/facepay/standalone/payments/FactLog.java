package dev.facepay.standalone.payments;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads all facts about orders from the log itself, from its beginning to what is its end now. */
public final class FactLog {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final FacePayKafka kafka;
  private final FactCodec codec;

  public FactLog(FacePayKafka kafka) {
    this.kafka = kafka;
    this.codec = new FactCodec(kafka);
  }

  /**
   * The facts of some orders and of their refunds, each once, in the order in which they happened.
   * Only the partitions that the keys can lie on are read.
   *
   * @param orderKeys {@code mch_id:order_no}
   * @throws CannotRun if the broker does not answer
   */
  public List<Fact> of(Set<String> orderKeys) {
    Set<Integer> numbers = new HashSet<>();
    for (String key : orderKeys) {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      numbers.add(BuiltInPartitioner.partitionForKey(bytes, Topic.PARTITIONS));
    }
    return read(
        partition -> numbers.contains(partition.partition()),
        fact ->
            (fact instanceof PaymentFact || fact instanceof RefundFact)
                && orderKeys.contains(fact.key()));
  }

  /** Every fact of payments in the log. */
  public List<PaymentFact> all() {
    return read(partition -> true, PaymentFact.class::isInstance).stream()
        .map(PaymentFact.class::cast)
        .toList();
  }

  private List<Fact> read(Predicate<TopicPartition> wantedPartition, Predicate<Fact> wantedFact) {
    Map<String, Object> settings = kafka.clientSettings("read");
    settings.put("auto.offset.reset", "earliest");
    settings.put("enable.auto.commit", false);
    settings.put("allow.auto.create.topics", false);
    settings.put("default.api.timeout.ms", (int) PATIENCE.toMillis());
    settings.put("request.timeout.ms", (int) PATIENCE.toMillis() / 2);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          partitions(consumer).stream().filter(wantedPartition).toList();
      return partitions.isEmpty() ? List.of() : readToEnd(consumer, partitions, wantedFact);
    } catch (KafkaException e) {
      throw new CannotRun(
          ExitCode.UNREACHABLE,
          "the Kafka broker at %s did not answer (%s)"
              .formatted(kafka.bootstrapServers(), e.getClass().getSimpleName()),
          "start the system, or say with --kafka where it is",
          e);
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    Map<String, ?> existing = consumer.listTopics();
    List<TopicPartition> all = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      if (existing.containsKey(kafka.name(topic))) {
        consumer
            .partitionsFor(kafka.name(topic))
            .forEach(p -> all.add(new TopicPartition(p.topic(), p.partition())));
      }
    }
    return all;
  }

  private List<Fact> readToEnd(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Predicate<Fact> wanted) {
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    List<Fact> facts = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    long lastNews = System.nanoTime();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      var records = consumer.poll(Duration.ofMillis(200));
      for (ConsumerRecord<byte[], byte[]> record : records) {
        if (codec.decode(record) instanceof Decoded.Known known
            && wanted.test(known.fact())
            && ids.add(known.fact().factId())) {
          facts.add(known.fact());
        }
      }
      lastNews = records.isEmpty() ? lastNews : System.nanoTime();
      if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
        throw new KafkaException("no records for " + PATIENCE.toSeconds() + " s");
      }
    }
    facts.sort(Comparator.comparing(Fact::occurredAt).thenComparing(Fact::version));
    return facts;
  }
}
