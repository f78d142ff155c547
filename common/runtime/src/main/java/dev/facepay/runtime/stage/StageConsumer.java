package dev.facepay.runtime.stage;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.Cause;
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
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.event.ListenerContainerPartitionIdleEvent;
import org.springframework.kafka.listener.AcknowledgingMessageListener;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.kafka.support.Acknowledgment;

/** The core under a listener container of spring-kafka: one poller, a virtual thread per record. */
final class StageConsumer
    implements AcknowledgingMessageListener<byte[], byte[]>, ConsumerAwareRebalanceListener {

  private static final Logger LOG = LoggerFactory.getLogger(StageConsumer.class);
  private static final Duration PAUSED_POLL = Duration.ofMillis(20);
  private static final Duration COMMIT_AGAIN = Duration.ofSeconds(2);
  private static final Duration AUTH_RETRY = Duration.ofSeconds(5);

  private final String stage;
  private final StageCore core;
  private final StageSettings settings;
  private final Timekeeper time;
  private final KafkaMessageListenerContainer<byte[], byte[]> container;
  private final Set<TopicPartition> assigned = ConcurrentHashMap.newKeySet();
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new ConcurrentHashMap<>();
  private boolean paused;
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
    ContainerProperties properties =
        new ContainerProperties(topics.stream().map(kafka::name).toArray(String[]::new));
    properties.setGroupId(group(kafka, stage));
    configure(properties);
    this.container =
        new KafkaMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                settings.consumer(kafka, stage),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()),
            properties);
    container.setBeanName("stage-" + stage);
    container.setCommonErrorHandler(new OnError());
    container.setApplicationEventPublisher(this::onEvent);
  }

  static String group(FacePayKafka kafka, String stage) {
    return kafka.topicPrefix() + "facepay." + stage;
  }

  private void configure(ContainerProperties properties) {
    properties.setAckMode(AckMode.MANUAL);
    properties.setMessageListener(this);
    properties.setConsumerRebalanceListener(this);
    properties.setPollTimeout(settings.pollMax().toMillis());
    properties.setPollTimeoutWhilePaused(PAUSED_POLL);
    properties.setSyncCommits(false);
    properties.setCommitCallback((offsets, error) -> onCommit(offsets, error));
    properties.setIdlePartitionEventInterval(COMMIT_AGAIN.toMillis());
    properties.setAuthExceptionRetryInterval(AUTH_RETRY);
    // A poller that waits in select() would hold the carrier of a virtual thread.
    properties.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("stage-" + stage + "-"));
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
    Optional<RecordTask> task = core.accept(record, acknowledgment::acknowledge);
    if (task.isPresent()) {
      Thread.ofVirtual().name("stage-" + stage).start(() -> work(task.get()));
      applyBackPressure();
    }
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

  private void letGo(String event, Collection<TopicPartition> partitions) {
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
    boolean drained = core.awaitIdle(drainMax);
    List<RecordTask> open = core.dropAll();
    open.forEach(RecordTask::interrupt);
    if (!drained) {
      LOG.warn("event=stopped-with-open-work stage={} interrupted={}", stage, open.size());
    }
    container.stop();
  }

  /** As a crash would: nothing is awaited. */
  void abandon() {
    core.close();
    core.dropAll().forEach(RecordTask::interrupt);
    container.stop();
  }

  /** What is wrong, in one line. */
  Optional<String> check() {
    if (!container.isRunning()) {
      return Optional.of("the consumer has stopped");
    }
    double heartbeat = lastHeartbeatSeconds();
    if (heartbeat < 0 || heartbeat > settings.sessionTimeout().toSeconds()) {
      String last = trouble;
      return Optional.of("no contact with the broker" + (last == null ? "" : ": " + last));
    }
    return Optional.empty();
  }

  private double lastHeartbeatSeconds() {
    return container.metrics().values().stream()
        .flatMap(metrics -> metrics.entrySet().stream())
        .filter(metric -> metric.getKey().name().equals("last-heartbeat-seconds-ago"))
        .mapToDouble(metric -> ((Number) metric.getValue().metricValue()).doubleValue())
        .findFirst()
        .orElse(-1);
  }

  /** Errors of polls and commits: the container polls on; the listener itself never throws. */
  private final class OnError implements CommonErrorHandler {
    @Override
    public void handleOtherException(
        Exception error,
        Consumer<?, ?> consumer,
        MessageListenerContainer failed,
        boolean batchListener) {
      trouble = Cause.oneLine(error);
      LOG.warn("event=poll-failed stage={} error=\"{}\"", stage, trouble);
      try {
        Thread.sleep(settings.retryPauseMin());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
