package dev.facepay.runtime.stage;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ListenerContainerPartitionIdleEvent;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;

/** The core under a listener container of spring-kafka: one poller, a virtual thread per record. */
final class StageConsumer
    implements AcknowledgingMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(StageConsumer.class);

  private final String stage;
  private final StageCore core;
  private final StageSettings settings;
  private final Timekeeper time;
  private final KafkaMessageListenerContainer<byte[], byte[]> container;
  private final Set<TopicPartition> assigned = ConcurrentHashMap.newKeySet();
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new ConcurrentHashMap<>();
  private boolean paused;

  /** What the container still does on its way out must not reach the core: another one has it. */
  private boolean dead;

  private volatile @Nullable String trouble;

  StageConsumer(
      String stage,
      FacePayKafka kafka,
      Set<Topic> topics,
      StageCore core,
      StageSettings settings,
      Timekeeper time) {
    this.stage = stage;
    this.core = core;
    this.settings = settings;
    this.time = time;
    ContainerProperties properties = settings.container(kafka, stage, topics);
    properties.setMessageListener(this);
    properties.setConsumerRebalanceListener(this);
    properties.setCommitCallback(this::onCommit);
    this.container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                settings.consumer(kafka, stage),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            properties);
    container.setBeanName("stage-" + stage);
    container.setCommonErrorHandler(
        new PollErrors(stage, settings.retryPauseMin(), text -> trouble = text, this::die));
    container.setApplicationEventPublisher(this::onEvent);
  }

  /** Throws whatever keeps the client from being made, e.g. a name that does not resolve. */
  void start() {
    container.start();
  }

  boolean isRunning() {
    return container.isRunning();
  }

  Set<TopicPartition> assigned() {
    return Set.copyOf(assigned);
  }

  @Override
  public void onMessage(
      ConsumerRecord<byte[], byte[]> record, @Nullable Acknowledgment acknowledgment) {
    if (acknowledgment == null) {
      throw new IllegalStateException("the container is not in manual mode");
    }
    accept(record, acknowledgment)
        .ifPresent(
            task -> {
              Thread.ofVirtual().name("stage-" + stage).start(() -> work(task));
              applyBackPressure();
            });
  }

  private synchronized Optional<RecordTask> accept(
      ConsumerRecord<byte[], byte[]> record, Acknowledgment acknowledgment) {
    return dead ? Optional.empty() : core.accept(record, acknowledgment::acknowledge);
  }

  private void work(RecordTask task) {
    task.run(time);
    applyBackPressure();
  }

  /** The poller is never blocked: a container that polls on, paused, keeps its partitions. */
  private synchronized void applyBackPressure() {
    boolean wanted = core.congested();
    if (wanted != paused) {
      paused = wanted;
      if (wanted) {
        container.pause();
      } else {
        container.resume();
      }
    }
  }

  @Override
  public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    assigned.addAll(partitions);
    if (!partitions.isEmpty()) {
      LOG.info("event=assigned stage={} partitions={}", stage, partitions);
    }
  }

  @Override
  public void onPartitionsRevokedBeforeCommit(
      Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    try {
      core.awaitDone(partitions, settings.drainMax());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    letGo("revoked", partitions);
  }

  @Override
  public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
    letGo("lost", partitions);
  }

  private synchronized void letGo(String event, Collection<TopicPartition> partitions) {
    if (dead) {
      return;
    }
    assigned.removeAll(partitions);
    uncommitted.keySet().removeAll(partitions);
    List<RecordTask> open = core.drop(partitions);
    open.forEach(RecordTask::interrupt);
    if (!partitions.isEmpty()) {
      LOG.info(
          "event={} stage={} partitions={} interrupted={}", event, stage, partitions, open.size());
    }
  }

  /** A commit that failed is made good by the next one; without one, by the idle event. */
  private void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception error) {
    if (error == null) {
      offsets.forEach((partition, offset) -> uncommitted.remove(partition));
    } else {
      uncommitted.putAll(offsets);
      uncommitted.keySet().retainAll(assigned);
      LOG.warn("event=commit-failed stage={} error=\"{}\"", stage, Cause.oneLine(error));
    }
  }

  private void onEvent(Object event) {
    if (event instanceof ListenerContainerPartitionIdleEvent idle) {
      OffsetAndMetadata offset = uncommitted.remove(idle.getTopicPartition());
      if (offset != null) {
        idle.getConsumer().commitAsync(Map.of(idle.getTopicPartition(), offset), this::onCommit);
      }
    }
  }

  /** Reads no more, waits for what is open, interrupts the rest, commits what is finished. */
  void stop(Duration drainMax) throws InterruptedException {
    core.close();
    synchronized (this) {
      paused = true;
      container.pause();
    }
    if (!core.awaitIdle(drainMax)) {
      LOG.warn("event=stopped-with-open-work stage={} open={}", stage, core.inFlight());
    }
    die();
    container.stop();
  }

  /** As a crash would: nothing is awaited. */
  void abandon() {
    die();
    container.stop();
  }

  /** From here on nothing is taken in and nothing acknowledged. */
  synchronized void die() {
    if (!dead) {
      dead = true;
      core.dropAll().forEach(RecordTask::interrupt);
    }
  }

  /** What is wrong, in one line. */
  Optional<String> check() {
    if (!container.isRunning()) {
      return Optional.of("the consumer has stopped");
    }
    double heartbeat =
        container.metrics().values().stream()
            .mapToDouble(metrics -> FacePayKafka.number(metrics, "last-heartbeat-seconds-ago"))
            .findFirst()
            .orElse(-1);
    if (heartbeat < 0 || heartbeat > settings.sessionTimeout().toSeconds()) {
      String last = trouble;
      return Optional.of("no contact with the broker" + (last == null ? "" : ": " + last));
    }
    return Optional.empty();
  }
}
