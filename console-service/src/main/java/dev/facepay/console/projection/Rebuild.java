package dev.facepay.console.projection;

import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.store.Stores;
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
 * The read side once more: the whole log is folded beside it, what is older than the log is taken
 * over from what there is, and then the one takes the other's place. The services need not stop:
 * what they fold meanwhile they fold again behind the rebuild's end, and facts folded twice or in
 * another order come to the same.
 */
public final class Rebuild {

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private final FacePayKafka kafka;
  private final Stores stores;
  private final Rebuilds rebuilds;
  private final FactCodec codec;

  public Rebuild(FacePayKafka kafka, Stores stores) {
    this.kafka = kafka;
    this.stores = stores;
    this.rebuilds = new Rebuilds(stores);
    this.codec = new FactCodec(kafka);
  }

  /** It would make the read side less than it is: nothing was changed. */
  public static final class Refused extends RuntimeException {

    Refused(String why) {
      super(why);
    }
  }

  /**
   * @param facts that were folded
   * @param kept documents of which the log had not all
   * @param payments that there are now
   */
  public record Result(long facts, long kept, long payments) {}

  /**
   * Returns when all is folded and in place that was in the log.
   *
   * @param progress told how many records have been read so far
   * @throws Refused if a topic is missing, or the log is another one
   * @throws KafkaException if the broker does not answer
   */
  public Result run(LongConsumer progress) throws InterruptedException {
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
      Projection shown = Projection.in(stores);
      if (isEmpty(consumer, partitions) && !shown.isEmpty()) {
        throw new Refused("the topics are empty, and the read side is not: is it this log?");
      }
      String beside = rebuilds.claim(kafka.topicPrefix());
      try {
        return fold(consumer, partitions, shown, beside, progress);
      } catch (RuntimeException | InterruptedException e) {
        abandon(beside, e);
        throw e;
      }
    }
  }

  private Result fold(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Projection shown,
      String beside,
      LongConsumer progress)
      throws InterruptedException {
    Projection.Anew anew = Projection.in(stores, beside).anew();
    stores.awaitIndexes(PATIENCE);
    long folded = foldTo(consumer.endOffsets(partitions), consumer, anew, progress);
    int kept = anew.keep(shown);
    // What came meanwhile, so that little is to be folded again behind the turn.
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    folded += foldTo(ends, consumer, anew, progress);
    anew.count();
    rebuilds.done(beside, ends);
    rebuilds.inPlace(kafka.topicPrefix());
    return new Result(folded, kept, shown.histories().count());
  }

  private void abandon(String beside, Exception failure) {
    try {
      rebuilds.abandon(beside);
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private static boolean isEmpty(
      KafkaConsumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    return consumer.endOffsets(partitions).equals(begins);
  }

  private long foldTo(
      Map<TopicPartition, Long> ends,
      KafkaConsumer<byte[], byte[]> consumer,
      Projection.Anew anew,
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
  private int fold(ConsumerRecords<byte[], byte[]> records, Projection.Anew anew) {
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
    List<String> missing = new ArrayList<>();
    for (Topic topic : Projector.topics()) {
      List<PartitionInfo> partitions = existing.get(kafka.name(topic));
      if (partitions == null) {
        missing.add(kafka.name(topic));
      } else {
        partitions.forEach(p -> all.add(new TopicPartition(p.topic(), p.partition())));
      }
    }
    if (!missing.isEmpty()) {
      throw new Refused("these topics are not there, or not to be seen: " + missing);
    }
    return all;
  }
}
