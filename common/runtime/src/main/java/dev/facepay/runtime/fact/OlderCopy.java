package dev.facepay.runtime.fact;

import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.BackgroundWork;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds a service's documents against the newest facts that it has said, once at the start, and
 * lets nothing be written before. Whatever was said had been written down; a document that does not
 * know it comes from a copy that is older than the log, and whoever worked on that would charge
 * twice and say something else. Then it stays locked until a person has brought it up to the log.
 */
public final class OlderCopy extends BackgroundWork {

  private static final Logger LOG = LoggerFactory.getLogger(OlderCopy.class);

  /** The newest of each partition tell: an older copy lacks the end. */
  private static final int COMPARED = 20;

  /**
   * Where others say most of a topic, its own may lie far back: the second look goes twice as far.
   */
  private static final int FIRST_LOOK = 20;

  private static final int BACK_MAX = 2_000;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final ByteArrayDeserializer BYTES = new ByteArrayDeserializer();

  private final FacePayKafka kafka;
  private final Topics made;
  private final Stores stores;
  private final List<Newest> newest;
  private final FactCodec codec;
  private @Nullable String trouble;

  /** Those before need no second look after an outage: nothing was written since. */
  private int next;

  /**
   * Facts of a topic that the documents must know.
   *
   * @param takenBy the group of the service's stage that took them; null: the service said them
   * @param isOwn whether it is one of them
   * @param isForgotten whether the documents do not know it
   * @param isHeld whether the record could not be handled and waits for that
   */
  public record Newest(
      Topic topic,
      @Nullable String takenBy,
      Predicate<Fact> isOwn,
      Predicate<Fact> isForgotten,
      Predicate<ConsumerRecord<byte[], byte[]>> isHeld) {

    public static Newest said(Topic topic, Predicate<Fact> isOwn, Predicate<Fact> isForgotten) {
      return new Newest(topic, null, isOwn, isForgotten, _ -> false);
    }
  }

  public OlderCopy(FacePayKafka kafka, Topics made, Stores stores, List<Newest> newest) {
    super(Thread.ofVirtual().name("older-copy"));
    this.kafka = kafka;
    this.made = made;
    this.stores = stores;
    this.newest = List.copyOf(newest);
    this.codec = new FactCodec(kafka);
    stores.lock("not held against the log yet");
  }

  @Override
  protected void work() {
    next = 0;
    try {
      made.ready().get();
      while (wanted() && !compared()) {
        Thread.sleep(RETRY);
      }
    } catch (InterruptedException e) {
      // Stopped.
    } catch (ExecutionException e) {
      throw new IllegalStateException("that topics are made only ever succeeds", e);
    }
  }

  /** False if broker or database did not say. */
  private boolean compared() throws InterruptedException {
    try {
      if (findsForgotten()) {
        stores.lock("older than the log: stop the service, run ./facepay catch-up, start it");
        LOG.error("event=older-copy: nothing is written before ./facepay catch-up was run");
      } else if (wanted()) {
        stores.unlock();
      }
      return true;
    } catch (RuntimeException e) {
      // Whatever it is: if this thread ended, the documents would stay locked until a restart.
      String text = Cause.oneLine(e);
      if (!text.equals(trouble)) {
        missingRight(e)
            .ifPresentOrElse(
                right -> {
                  stores.lock("not held against the log yet: the broker refuses " + right);
                  LOG.error("event=not-compared: nothing is written before it may {}", right);
                },
                () -> LOG.warn("event=not-compared error=\"{}\": trying on", text));
      }
      trouble = text;
      return false;
    }
  }

  /** What a person has to grant, if that is what is missing. */
  static Optional<String> missingRight(RuntimeException error) {
    return switch (error) {
      case TopicAuthorizationException topics ->
          Optional.of("READ the topics " + new TreeSet<>(topics.unauthorizedTopics()));
      case GroupAuthorizationException group -> Optional.of("READ the group " + group.groupId());
      default -> Optional.empty();
    };
  }

  private boolean findsForgotten() throws InterruptedException {
    Map<String, Object> settings = kafka.followerSettings("older-copy", Duration.ZERO);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, BYTES, BYTES)) {
      while (next < newest.size()) {
        if (findsForgotten(newest.get(next), consumer)) {
          return true;
        }
        next++;
      }
      return false;
    }
  }

  /** From the end of each partition back, until enough of them were compared. */
  private boolean findsForgotten(Newest one, KafkaConsumer<byte[], byte[]> consumer)
      throws InterruptedException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(kafka.name(one.topic())).stream()
            .map(it -> new TopicPartition(it.topic(), it.partition()))
            .toList();
    Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = ends(one, partitions, consumer);
    Map<TopicPartition, Long> tops = new HashMap<>(ends);
    Map<TopicPartition, Integer> compared = new HashMap<>();
    while (true) {
      Map<TopicPartition, Long> froms = new HashMap<>();
      tops.forEach(
          (partition, top) -> {
            long end = ends.getOrDefault(partition, top);
            long begin = Math.max(begins.getOrDefault(partition, 0L), end - BACK_MAX);
            long from = Math.max(begin, top - Math.max(FIRST_LOOK, end - top));
            if (from < top && compared.getOrDefault(partition, 0) < COMPARED) {
              froms.put(partition, from);
            }
          });
      tops.keySet().retainAll(froms.keySet());
      if (froms.isEmpty() || !wanted()) {
        return false;
      }
      if (findsForgotten(one, consumer, froms, tops, compared)) {
        return true;
      }
      tops.putAll(froms);
    }
  }

  private boolean findsForgotten(
      Newest one,
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> froms,
      Map<TopicPartition, Long> tops,
      Map<TopicPartition, Integer> compared) {
    consumer.assign(froms.keySet());
    froms.forEach(consumer::seek);
    Map<TopicPartition, Long> behind = new HashMap<>(tops);
    while (!behind.isEmpty() && wanted()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (record.offset() < tops.getOrDefault(partition, 0L)
            && codec.decode(record) instanceof Decoded.Known known
            && one.isOwn().test(known.fact())) {
          compared.merge(partition, 1, Integer::sum);
          if (isForgotten(one, known.fact()) && !one.isHeld().test(record)) {
            return true;
          }
        }
      }
      behind.entrySet().removeIf(it -> consumer.position(it.getKey()) >= it.getValue());
    }
    return false;
  }

  /** Of what was said, the log's; of what was taken, what its stage has committed. */
  private Map<TopicPartition, Long> ends(
      Newest one, List<TopicPartition> partitions, KafkaConsumer<byte[], byte[]> consumer)
      throws InterruptedException {
    Map<TopicPartition, Long> logged = consumer.endOffsets(partitions);
    String group = one.takenBy();
    if (group == null) {
      return logged;
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    try (Admin admin = Admin.create(kafka.clientSettings("older-copy-admin"))) {
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, committed) -> {
                Long end = logged.get(partition);
                if (committed != null && end != null) {
                  ends.put(partition, Math.min(committed.offset(), end));
                }
              });
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException refused) {
        throw refused;
      }
      if (!(e.getCause() instanceof GroupIdNotFoundException)) {
        throw new KafkaException("no offsets of " + group, e.getCause());
      }
    }
    return ends;
  }

  /** A document that this release can't read is there: whoever wrote it knows the fact. */
  private static boolean isForgotten(Newest one, Fact fact) {
    try {
      return one.isForgotten().test(fact);
    } catch (KafkaException | StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("event=unreadable key={} error=\"{}\": passed over", fact.key(), Cause.oneLine(e));
      return false;
    }
  }
}
