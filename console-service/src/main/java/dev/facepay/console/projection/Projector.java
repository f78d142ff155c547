package dev.facepay.console.projection;

import dev.facepay.console.documents.FoldSettings;
import dev.facepay.payment.FactType;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.BackgroundWork;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Folds every fact of payments and bills into the read side: poll, write, commit, on one thread.
 * Repeats and any order are the fold's own business, so a crash, a rebalance or offsets at 0 need
 * no care here.
 */
public final class Projector extends BackgroundWork {

  /** Also the consumer group's name, so never to be changed. */
  static final String NAME = "report";

  private static final Logger LOG = LoggerFactory.getLogger(Projector.class);
  private static final int HEARTBEATS = 10;

  private final FacePayKafka kafka;
  private final FoldSettings settings;
  private final Timekeeper time;
  private final ProjectionMeter meter;
  private final Batch batch;
  private final Projection readSide;
  private final Progress progress;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> polling;
  private volatile @Nullable String trouble = "not started";

  public Projector(
      FacePayKafka kafka,
      Projection readSide,
      Rebuilds rebuilds,
      DeadLetters deadLetters,
      FoldSettings settings,
      Timekeeper time,
      MeterRegistry meters) {
    super(Thread.ofPlatform().daemon().name("fold"));
    this.kafka = kafka;
    this.readSide = readSide;
    this.progress = new Progress(rebuilds, kafka.topicPrefix());
    this.settings = settings;
    this.time = time;
    this.meter = new ProjectionMeter(meters);
    this.batch = new Batch(readSide, new FactCodec(kafka), deadLetters, meter, settings);
  }

  /** All that the read side is made of. */
  public static Set<Topic> topics() {
    return Arrays.stream(FactType.values())
        .map(FactType::topic)
        .filter(
            topic ->
                topic.wire().startsWith("facepay.payment.")
                    || topic.wire().startsWith("facepay.refund.")
                    || topic.wire().startsWith("facepay.report.")
                    || topic == Topic.BILL)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Topic.class)));
  }

  /** What is wrong, in one line; empty while it folds. */
  public Optional<String> check() {
    return Optional.ofNullable(trouble).map(text -> "fold: " + text);
  }

  @Override
  protected void work() {
    trouble = "starting";
    while (wanted()) {
      try (KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              consumerSettings(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        polling = consumer;
        progress.begin();
        consumer.subscribe(
            topics().stream().map(kafka::name).toList(), progress.listener(consumer));
        while (wanted()) {
          step(consumer);
        }
      } catch (WakeupException e) {
        // Stopping: the loop sees it.
      } catch (InterruptedException e) {
        LOG.debug("interrupted: beginning anew, unless this is the end");
      } catch (RuntimeException e) {
        report(e);
        pause();
      } finally {
        polling = null;
      }
    }
  }

  private void step(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
    if (!look(consumer)) {
      return;
    }
    ConsumerRecords<byte[], byte[]> records = consumer.poll(settings.pollMax());
    if (records.isEmpty()) {
      meter.lag(Duration.ZERO);
      idle(consumer);
      return;
    }
    Instant oldest =
        StreamSupport.stream(records.spliterator(), false)
            .map(ConsumerRecord::timestamp)
            .min(Long::compare)
            .map(Instant::ofEpochMilli)
            .orElseThrow();
    meter.lag(Duration.between(oldest, time.instant()));
    try {
      batch.fold(records);
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      report(e);
      meter.retried();
      readAgain(consumer, records);
      time.sleep(settings.retryPause());
      return;
    }
    trouble = null;
    progress.folded(records.nextOffsets());
    commit(consumer);
  }

  /** Whether somebody has rebuilt the read side since; false if the database does not say. */
  private boolean look(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
    try {
      if (progress.look(consumer, time.instant())) {
        readSide.forget();
      }
      return true;
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      report(e);
      time.sleep(settings.retryPause());
      return false;
    }
  }

  private void idle(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      batch.countDue();
      if (progress.isOwed()) {
        // Without more records nothing else would say that these are folded.
        commit(consumer);
      }
      trouble = consumer.assignment().isEmpty() ? "no partitions yet" : null;
    } catch (RuntimeException e) {
      if (!Outage.isBehind(e)) {
        throw e;
      }
      report(e);
    }
  }

  /** The next poll brings the same records: polls go on, so the partitions stay. */
  private static void readAgain(
      KafkaConsumer<byte[], byte[]> consumer, ConsumerRecords<byte[], byte[]> records) {
    for (TopicPartition partition : records.partitions()) {
      consumer.seek(partition, records.records(partition).getFirst().offset());
    }
  }

  /** What another instance has by now it folds again: that changes nothing. */
  private void commit(KafkaConsumer<byte[], byte[]> consumer) {
    try {
      progress.commit(consumer);
    } catch (CommitFailedException | RebalanceInProgressException e) {
      LOG.info("event=commit-left-out reason=\"{}\"", Cause.oneLine(e));
    }
  }

  private Map<String, Object> consumerSettings() {
    Map<String, Object> consumer = new HashMap<>(kafka.clientSettings(NAME));
    consumer.put("group.id", kafka.topicPrefix() + "facepay." + NAME);
    consumer.put("enable.auto.commit", false);
    consumer.put("auto.offset.reset", "earliest");
    consumer.put("allow.auto.create.topics", false);
    consumer.put("max.poll.records", settings.batchMax());
    consumer.put("fetch.min.bytes", FacePayKafka.COLLECTED_BYTES);
    consumer.put("fetch.max.wait.ms", (int) settings.fetchWaitMax().toMillis());
    consumer.put("session.timeout.ms", (int) settings.sessionTimeout().toMillis());
    consumer.put("heartbeat.interval.ms", (int) settings.sessionTimeout().toMillis() / HEARTBEATS);
    // Topics that are made after the start are found this soon.
    consumer.put("metadata.max.age.ms", 10_000);
    consumer.put(
        "partition.assignment.strategy", List.of(CooperativeStickyAssignor.class.getName()));
    if (kafka.instanceId() != null) {
      consumer.put("group.instance.id", kafka.instanceId() + "-" + NAME);
    }
    return consumer;
  }

  private void report(RuntimeException error) {
    String text = Cause.oneLine(error);
    if (!text.equals(trouble) && wanted()) {
      if (error instanceof KafkaException || Outage.isBehind(error)) {
        LOG.warn("event=fold-waits error=\"{}\": trying on", text);
      } else {
        LOG.error("event=fold-broke: beginning anew at the last commit", error);
      }
    }
    trouble = text;
  }

  private void pause() {
    try {
      if (wanted()) {
        time.sleep(settings.retryPause());
      }
    } catch (InterruptedException e) {
      // Stopped: the loop sees it.
    }
  }

  /** Ends behind the batch at hand, or in the midst of it: both are right. */
  @Override
  protected void end(Thread stopping) {
    KafkaConsumer<byte[], byte[]> consumer = polling;
    if (consumer != null) {
      consumer.wakeup();
    }
    try {
      stopping.join(settings.sessionTimeout());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
