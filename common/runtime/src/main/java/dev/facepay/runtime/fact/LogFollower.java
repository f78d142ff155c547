package dev.facepay.runtime.fact;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.BackgroundWork;
import dev.facepay.runtime.Outage.Cause;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows topics from the log: every partition, no group, from a while ago to the live end and on.
 * Each instance sees every fact, and after a restart the last while again. Nothing is committed.
 */
public final class LogFollower extends BackgroundWork {

  /** A window for topics that keep the newest of each key for ever. */
  public static final Duration FROM_THE_BEGINNING = Duration.ofSeconds(Long.MAX_VALUE);

  private static final Logger LOG = LoggerFactory.getLogger(LogFollower.class);
  private static final ByteArrayDeserializer BYTES = new ByteArrayDeserializer();
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration RETRY = Duration.ofMillis(500);

  /** Fetches return twice a second even if there is nothing: none for this long is an outage. */
  private static final Duration CONTACT_MAX = Duration.ofSeconds(10);

  /** How often it is asked whether a topic has more partitions; the client knows without asking. */
  private static final Duration LISTING = Duration.ofSeconds(1);

  private final FacePayKafka kafka;
  private final String name;
  private final Set<Topic> topics;
  private final FollowOptions options;
  private final InstantSource clock;
  private final FactCodec codec;
  private final Consumer<LoggedFact> subscriber;
  private final Counter undecodable;
  private final Counter failed;
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();

  /** Where each partition is read on; kept over a change of the client. */
  private final Map<TopicPartition, Long> positions = new HashMap<>();

  /** What was the end when this began; a partition leaves when it is reached. */
  private final Map<TopicPartition, Long> behind = new HashMap<>();

  private volatile @Nullable String trouble = "not started";

  /**
   * @param name bounded; for metrics and the client id
   * @param window how far before now it begins
   * @param subscriber called on the follower's one thread, in the order of each partition; an
   *     exception of it is counted and logged, and the next fact follows
   */
  public LogFollower(
      FacePayKafka kafka,
      String name,
      Set<Topic> topics,
      Duration window,
      InstantSource clock,
      MeterRegistry meters,
      Consumer<LoggedFact> subscriber) {
    this(kafka, name, topics, FollowOptions.back(window), clock, meters, subscriber);
  }

  public LogFollower(
      FacePayKafka kafka,
      String name,
      Set<Topic> topics,
      FollowOptions options,
      InstantSource clock,
      MeterRegistry meters,
      Consumer<LoggedFact> subscriber) {
    super(Thread.ofPlatform().daemon().name("follow-" + name));
    this.kafka = kafka;
    this.name = name;
    this.topics = Set.copyOf(topics);
    this.options = options;
    this.clock = clock;
    this.codec = new FactCodec(kafka);
    this.subscriber = subscriber;
    this.undecodable =
        counter(meters, "facepay.follower.undecodable", "records that are no facts, passed over");
    this.failed = counter(meters, "facepay.follower.failed", "facts whose handling ended in a bug");
  }

  private Counter counter(MeterRegistry meters, String meter, String description) {
    return Counter.builder(meter).description(description).tag("follower", name).register(meters);
  }

  /** Done when everything was seen that was in the log when this began. */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp.copy();
  }

  /** What is wrong, in one line; empty when it has caught up and reads on. */
  public Optional<String> check() {
    String text = trouble;
    if (text == null && !caughtUp.isDone()) {
      text = "still reading the log";
    }
    return Optional.ofNullable(text).map(wrong -> "follower " + name + ": " + wrong);
  }

  @Override
  protected void work() {
    trouble = "starting";
    awaitOthers();
    while (wanted()) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(kafka.followerSettings(name, options.collect()), BYTES, BYTES)) {
        try {
          begin(consumer);
          follow(consumer);
        } finally {
          // Closing must not fail by the interrupt that ended this, nor the next client.
          Thread.interrupted();
        }
      } catch (RuntimeException e) {
        if (wanted() && !(e instanceof InterruptException)) {
          report(Cause.oneLine(e));
        }
        pause();
      }
    }
  }

  private void awaitOthers() {
    try {
      options.after().get();
    } catch (InterruptedException e) {
      // Stopped: the loop sees it.
    } catch (ExecutionException e) {
      throw new IllegalStateException("what others do first only ever succeeds", e);
    }
  }

  /**
   * Takes up all partitions: where it was, or a while back at the first time. One that was added
   * since then holds nothing but news.
   */
  private void begin(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> partitions = partitions(consumer);
    if (positions.isEmpty()) {
      StartOffsets start = StartOffsets.of(consumer, partitions, options, clock.instant());
      positions.putAll(start.from());
      behind.putAll(start.behind());
    } else {
      List<TopicPartition> added = new ArrayList<>(partitions);
      added.removeAll(positions.keySet());
      positions.putAll(consumer.beginningOffsets(added));
    }
    consumer.assign(partitions);
    positions.forEach(consumer::seek);
    tellIfCaughtUp();
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    List<TopicPartition> all = new ArrayList<>();
    for (Topic topic : topics) {
      List<PartitionInfo> infos = consumer.partitionsFor(kafka.name(topic));
      if (infos == null || infos.isEmpty()) {
        throw new IllegalStateException("topic " + kafka.name(topic) + " does not exist yet");
      }
      infos.forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
    }
    return all;
  }

  private void follow(KafkaConsumer<byte[], byte[]> consumer) {
    trouble = null;
    double fetched = -1;
    Optional<Metric> fetches = FacePayKafka.metric(consumer.metrics(), "fetch-total");
    long contactNanos = System.nanoTime();
    long listedNanos = contactNanos;
    while (wanted()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        tell(record);
        positions.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
      }
      if (!behind.isEmpty()) {
        // The client's own position also passes over gaps in the log.
        behind.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
        tellIfCaughtUp();
      }
      if (System.nanoTime() - listedNanos > LISTING.toNanos()) {
        listedNanos = System.nanoTime();
        followAdded(consumer);
      }
      double now = fetches.map(FacePayKafka::number).orElse(-1.0);
      if (now != fetched) {
        fetched = now;
        contactNanos = System.nanoTime();
        trouble = null;
      } else if (System.nanoTime() - contactNanos > CONTACT_MAX.toNanos()) {
        report("no contact with the broker");
      }
    }
  }

  /** Whoever enlarges a topic moves its keys: what comes there is for the same devices. */
  private void followAdded(KafkaConsumer<byte[], byte[]> consumer) {
    int partitions = partitions(consumer).size();
    if (partitions > positions.size()) {
      LOG.warn(
          "event=partitions-added follower={} partitions={} before={}",
          name,
          partitions,
          positions.size());
      begin(consumer);
    }
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    try {
      subscriber.accept(new LoggedFact(record, codec, undecodable));
    } catch (RuntimeException | StackOverflowError e) {
      failed.increment();
      LOG.error(
          "event=bug follower={} record={}-{}@{}",
          name,
          record.topic(),
          record.partition(),
          record.offset(),
          e);
    }
  }

  private void tellIfCaughtUp() {
    if (behind.isEmpty() && !caughtUp.isDone()) {
      LOG.info("event=caught-up follower={}", name);
      caughtUp.complete(null);
    }
  }

  private void report(String text) {
    if (!text.equals(trouble)) {
      LOG.warn("event=follower-waits follower={} error=\"{}\": trying on", name, text);
    }
    trouble = text;
  }

  private void pause() {
    try {
      if (wanted()) {
        Thread.sleep(RETRY);
      }
    } catch (InterruptedException e) {
      // Stopped: the loop sees it.
    }
  }
}
