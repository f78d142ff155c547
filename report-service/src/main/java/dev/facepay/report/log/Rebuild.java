package dev.facepay.report.log;

import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.Decoded;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The read side from nothing: empties it and folds the whole log. The services need not stop: what
 * comes meanwhile they fold themselves, and facts folded twice or in another order come to the
 * same.
 */
public final class Rebuild {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final FacePayKafka kafka;
  private final ReadSide readSide;
  private final FactCodec codec;

  public Rebuild(FacePayKafka kafka, ReadSide readSide) {
    this.kafka = kafka;
    this.readSide = readSide;
    this.codec = new FactCodec(kafka);
  }

  /**
   * Returns when all is folded that was in the log when the read side was empty.
   *
   * @param progress told how many records have been read so far
   * @return how many facts were folded
   * @throws KafkaException if the broker does not answer
   */
  public long run(LongConsumer progress) {
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings("rebuild"));
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("allow.auto.create.topics", false);
    settings.put("max.poll.records", 2_000);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer);
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      ReadSide.Anew anew = readSide.anew();
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      long folded = foldTo(ends, consumer, anew, progress);
      anew.count();
      return folded;
    }
  }

  private long foldTo(
      Map<TopicPartition, Long> ends,
      KafkaConsumer<byte[], byte[]> consumer,
      ReadSide.Anew anew,
      LongConsumer progress) {
    long folded = 0;
    long read = 0;
    long lastNews = System.nanoTime();
    while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
      if (!records.isEmpty()) {
        folded += fold(records, anew);
        read += records.count();
        progress.accept(read);
        lastNews = System.nanoTime();
      } else if (System.nanoTime() - lastNews > PATIENCE.toNanos()) {
        throw new KafkaException("no records for " + PATIENCE.toSeconds() + " s");
      }
    }
    return folded;
  }

  /** What can't be read is with the dead letters since it was first met. */
  private int fold(ConsumerRecords<byte[], byte[]> records, ReadSide.Anew anew) {
    List<Fact> facts = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      if (codec.decode(record) instanceof Decoded.Known known
          && !(known.fact() instanceof DeviceFact)) {
        facts.add(known.fact());
      }
    }
    anew.fold(facts);
    return facts.size();
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    Map<String, List<PartitionInfo>> existing = consumer.listTopics();
    List<TopicPartition> all = new ArrayList<>();
    for (Topic topic : FactFold.topics()) {
      existing
          .getOrDefault(kafka.name(topic), List.of())
          .forEach(p -> all.add(new TopicPartition(p.topic(), p.partition())));
    }
    return all;
  }
}
