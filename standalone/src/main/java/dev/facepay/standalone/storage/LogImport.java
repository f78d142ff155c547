package dev.facepay.standalone.storage;

import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import dev.facepay.standalone.storage.Manifest.SavedPartition;
import dev.facepay.standalone.storage.Manifest.SavedTopic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Records into partitions that are ours alone: the record with number n of a file has offset n
 * there, so the end of a partition says how many it has. For one thread.
 */
final class LogImport implements AutoCloseable {

  private static final int REQUEST_BYTES_MAX = 2 << 20;

  private final Path from;
  private final Progress progress;
  private final Partitions partitions;
  private final KafkaProducer<byte[], byte[]> producer;

  LogImport(FacePayKafka kafka, Path from, Progress progress) {
    this.from = from;
    this.progress = progress;
    this.partitions = new Partitions(kafka, "import-read");
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings("import"));
    settings.put("acks", "all");
    settings.put("linger.ms", 5);
    settings.put("batch.size", 256 << 10);
    settings.put("max.request.size", REQUEST_BYTES_MAX);
    // What a broker refuses for a moment must not be overtaken by what comes behind it.
    settings.put("max.in.flight.requests.per.connection", 1);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Whether the partition never had a record. */
  boolean isNew(TopicPartition partition) {
    return partitions.end(partition) == 0;
  }

  /**
   * Writes what is missing.
   *
   * @throws CannotRun if what is there is not the beginning of the export
   */
  void write(SavedTopic topic) throws IOException {
    for (int number = 0; number < topic.partitions().size(); number++) {
      TopicPartition partition = new TopicPartition(topic.name(), number);
      long there = compare(topic, partition);
      if (there < topic.partitions().get(number).records()) {
        append(partition, there);
      }
    }
  }

  /**
   * Reads all of it back.
   *
   * @throws CannotRun if a record is missing or another one
   */
  void verify(SavedTopic topic) throws IOException {
    for (int number = 0; number < topic.partitions().size(); number++) {
      TopicPartition partition = new TopicPartition(topic.name(), number);
      long there = compare(topic, partition);
      if (there < topic.partitions().get(number).records()) {
        throw differs(partition, "only %,d records are there".formatted(there));
      }
    }
  }

  private void append(TopicPartition partition, long there) throws IOException {
    AtomicReference<@Nullable Exception> failed = new AtomicReference<>();
    try (RecordFile.Reader reader = open(partition)) {
      reader.skip(there);
      long written = there;
      byte[] frame = reader.next();
      while (frame != null && failed.get() == null) {
        ProducerRecord<byte[], byte[]> record =
            RecordFile.record(partition.topic(), partition.partition(), frame);
        var _ = producer.send(record, (where, error) -> failed.compareAndSet(null, error));
        progress.done("records of " + partition, ++written);
        frame = reader.next();
      }
    } finally {
      producer.flush();
    }
    if (failed.get() != null) {
      throw new KafkaException("a record of " + partition + " was not taken", failed.get());
    }
  }

  /** Returns how many are there. What retention or compaction took meanwhile counts as there. */
  private long compare(SavedTopic topic, TopicPartition partition) throws IOException {
    SavedPartition saved = topic.partitions().get(partition.partition());
    long end = partitions.end(partition);
    if (end > saved.records()) {
      throw differs(partition, "somebody else has written to it");
    }
    boolean compacted = topic.configs().getOrDefault("cleanup.policy", "").contains("compact");
    long begin = partitions.beginning(partition);
    try (RecordFile.Reader reader = open(partition)) {
      reader.skip(begin);
      long[] next = {begin};
      partitions.read(
          partition,
          record -> {
            if (record.offset() > next[0] && !compacted) {
              throw differs(partition, "record %,d is missing".formatted(next[0]));
            }
            reader.skip(record.offset() - next[0]);
            if (!isSame(reader.next(), record)) {
              throw differs(partition, "record %,d is another one".formatted(record.offset()));
            }
            next[0] = record.offset() + 1;
            return true;
          });
    }
    return end;
  }

  /** A topic that keeps the broker's append time has the time of the import: no matter. */
  private static boolean isSame(byte @Nullable [] saved, ConsumerRecord<byte[], byte[]> record) {
    byte[] there =
        RecordFile.frame(record.timestamp(), record.key(), record.value(), record.headers());
    int from = record.timestampType() == TimestampType.LOG_APPEND_TIME ? Long.BYTES : 0;
    return saved != null && Arrays.equals(saved, from, saved.length, there, from, there.length);
  }

  private RecordFile.Reader open(TopicPartition partition) throws IOException {
    return new RecordFile.Reader(Manifest.file(from, partition.topic(), partition.partition()));
  }

  private static CannotRun differs(TopicPartition partition, String how) {
    return new CannotRun(
        ExitCode.NOT_SETTLED,
        "%s is not as in the export: %s".formatted(partition, how),
        "import it to a new Kafka and a new MongoDB, before anything else uses them");
  }

  @Override
  public void close() {
    producer.close();
    partitions.close();
  }
}
