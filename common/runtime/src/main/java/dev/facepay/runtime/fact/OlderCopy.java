package dev.facepay.runtime.fact;

import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Cause;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Holds a service's documents against the newest facts that it has said, once at the start, and
 * lets nothing be written before. Whatever was said had been written down; a document that does not
 * know it comes from a copy that is older than the log, and whoever worked on that would charge
 * twice and say something else. Then it stays locked until a person has brought it up to the log.
 */
public final class OlderCopy implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(OlderCopy.class);

  /** The newest of each partition tell: an older copy lacks the end. */
  private static final int LOOKED_AT = 20;

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofMillis(500);
  private static final ByteArrayDeserializer BYTES = new ByteArrayDeserializer();

  private final FacePayKafka kafka;
  private final Topics made;
  private final Stores stores;
  private final Set<Topic> topics;
  private final Predicate<Fact> isForgotten;
  private final FactCodec codec;
  private volatile @Nullable Thread worker;
  private @Nullable String trouble;

  /**
   * @param topics that the service says its facts on
   * @param isForgotten whether a fact is the service's own and its documents do not know it
   */
  public OlderCopy(
      FacePayKafka kafka,
      Topics made,
      Stores stores,
      Set<Topic> topics,
      Predicate<Fact> isForgotten) {
    this.kafka = kafka;
    this.made = made;
    this.stores = stores;
    this.topics = Set.copyOf(topics);
    this.isForgotten = isForgotten;
    this.codec = new FactCodec(kafka);
    stores.lock("not held against the log yet");
  }

  private void work() {
    try {
      made.ready().get();
      while (worker == Thread.currentThread() && !compared()) {
        Thread.sleep(RETRY);
      }
    } catch (InterruptedException e) {
      // Stopped.
    } catch (ExecutionException e) {
      throw new IllegalStateException("that topics are made only ever succeeds", e);
    }
  }

  /** False if broker or database did not say. */
  private boolean compared() {
    try {
      if (findsForgotten()) {
        stores.lock("older than the log: stop the service, run ./facepay catch-up, start it");
        LOG.error("event=older-copy: nothing is written before ./facepay catch-up was run");
      } else if (worker == Thread.currentThread()) {
        stores.unlock();
      }
      return true;
    } catch (RuntimeException e) {
      // Whatever it is: if this thread ended, the documents would stay locked until a restart.
      String text = Cause.oneLine(e);
      if (!text.equals(trouble)) {
        LOG.warn("event=not-compared error=\"{}\": trying on", text);
      }
      trouble = text;
      return false;
    }
  }

  private boolean findsForgotten() {
    Map<String, Object> settings = kafka.followerSettings("older-copy", Duration.ZERO);
    try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, BYTES, BYTES)) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (Topic topic : topics) {
        consumer
            .partitionsFor(kafka.name(topic))
            .forEach(it -> partitions.add(new TopicPartition(it.topic(), it.partition())));
      }
      Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
      Map<TopicPartition, Long> behind = new HashMap<>(consumer.endOffsets(partitions));
      consumer.assign(partitions);
      behind.forEach(
          (partition, end) ->
              consumer.seek(
                  partition, Math.max(begins.getOrDefault(partition, 0L), end - LOOKED_AT)));
      behind.entrySet().removeIf(it -> consumer.position(it.getKey()) >= it.getValue());
      while (!behind.isEmpty() && worker == Thread.currentThread()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (codec.decode(record) instanceof Decoded.Known known && isForgotten(known.fact())) {
            return true;
          }
        }
        behind.entrySet().removeIf(it -> consumer.position(it.getKey()) >= it.getValue());
      }
      return false;
    }
  }

  /** A document that this release can't read is there: whoever wrote it knows the fact. */
  private boolean isForgotten(Fact fact) {
    try {
      return isForgotten.test(fact);
    } catch (KafkaException | StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.warn("event=unreadable key={} error=\"{}\": passed over", fact.key(), Cause.oneLine(e));
      return false;
    }
  }

  @Override
  public synchronized void start() {
    if (worker == null) {
      // Known before it runs: it stops when it finds that it is not the worker.
      Thread thread = Thread.ofVirtual().name("older-copy").unstarted(this::work);
      worker = thread;
      thread.start();
    }
  }

  @Override
  public synchronized void stop() {
    Thread stopping = worker;
    worker = null;
    if (stopping != null) {
      stopping.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return worker != null;
  }
}
