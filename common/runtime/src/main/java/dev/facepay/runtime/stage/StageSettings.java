package dev.facepay.runtime.stage;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.settings.Defaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.ContainerProperties.AckMode;

/**
 * The bounds of a stage.
 *
 * @param inFlightMax records being worked on at once; at the bound the stage stops reading, at
 *     three quarters it reads again. Memory is about 10 KB a record. One poll may exceed it by
 *     {@code pollRecordsMax}
 * @param drainMax how long a partition that moves to another owner may hold up the hand-over for
 *     work that is open; what is open after it is interrupted and the new owner begins it again
 * @param shutdownDrainMax the same at shutdown; below Spring's 30 s for a shutdown phase
 * @param retryPauseMin before the first repeat after an error; doubles with each further one
 * @param retryPauseMax the longest pause: how late an outage's end may be noticed
 * @param bugTriesMax how often a record is tried that a bug refuses, before it is a dead letter
 * @param pollMax finished offsets are committed between polls, so this delays commits, not work
 * @param fetchWaitMax how long the broker may hold an empty fetch: what a stage without work asks
 *     the broker for again and again, so not too short
 * @param pollRecordsMax records a poll
 * @param sessionTimeout after a crash the others take over this much later; a pause of the JVM
 *     longer than this loses the partitions
 * @param fetchBytesMin what the broker collects, but no longer than {@code fetchWaitMax}, before it
 *     answers a fetch; 1: each record at once. A stage that nobody waits for saves the broker and
 *     itself a fetch a record with more
 */
public record StageSettings(
    @DefaultValue("2000") int inFlightMax,
    @DefaultValue("3s") Duration drainMax,
    @DefaultValue("20s") Duration shutdownDrainMax,
    @DefaultValue("100ms") Duration retryPauseMin,
    @DefaultValue("10s") Duration retryPauseMax,
    @DefaultValue("5") int bugTriesMax,
    @DefaultValue("100ms") Duration pollMax,
    @DefaultValue("250ms") Duration fetchWaitMax,
    @DefaultValue("500") int pollRecordsMax,
    @DefaultValue("10s") Duration sessionTimeout,
    @DefaultValue("1") int fetchBytesMin) {

  /** A session: members hear of a rebalance at their next heartbeat, so they are frequent. */
  private static final int HEARTBEATS = 10;

  /** Reading on after a pause begins this soon. */
  private static final Duration PAUSED_POLL = Duration.ofMillis(20);

  /** A commit that failed is tried again when its partition is idle for so long. */
  private static final Duration COMMIT_AGAIN = Duration.ofSeconds(2);

  /** Bound once: a simulation asks many times a second. */
  private static final StageSettings DEFAULTS = Defaults.of(StageSettings.class);

  public StageSettings {
    if (inFlightMax < 1 || bugTriesMax < 1 || pollRecordsMax < 1 || fetchBytesMin < 1) {
      throw new IllegalArgumentException(
          "in-flight-max, bug-tries-max, poll-records-max, fetch-bytes-min >= 1");
    }
    if (!retryPauseMin.isPositive() || retryPauseMax.compareTo(retryPauseMin) < 0) {
      throw new IllegalArgumentException("0 < retry-pause-min <= retry-pause-max must hold");
    }
  }

  public static StageSettings defaults() {
    return DEFAULTS;
  }

  public StageSettings withInFlightMax(int bound) {
    return with(bound, fetchWaitMax, pollRecordsMax, fetchBytesMin);
  }

  /**
   * For a stage that can work on so many records and no more: what one poll brings above the bound
   * is within it.
   *
   * @param records 2 or more
   */
  public StageSettings atMost(int records) {
    int poll = Math.clamp(records / 4, 1, pollRecordsMax);
    return with(records - poll, fetchWaitMax, poll, fetchBytesMin);
  }

  /** For a stage that nobody waits for: it may hear of a record by {@code waitMax} later. */
  public StageSettings collecting(Duration waitMax) {
    return with(inFlightMax, waitMax, pollRecordsMax, FacePayKafka.COLLECTED_BYTES);
  }

  private StageSettings with(
      int inFlightMax, Duration fetchWaitMax, int pollRecordsMax, int fetchBytesMin) {
    return new StageSettings(
        inFlightMax,
        drainMax,
        shutdownDrainMax,
        retryPauseMin,
        retryPauseMax,
        bugTriesMax,
        pollMax,
        fetchWaitMax,
        pollRecordsMax,
        sessionTimeout,
        fetchBytesMin);
  }

  /** Doubling, half of it at random: what failed together shall not come back together. */
  Duration retryPause(int tries, RandomGenerator random) {
    int doublings = Math.min(tries - 1, 30);
    long ms = Math.min(retryPauseMin.toMillis() << doublings, retryPauseMax.toMillis());
    return Duration.ofMillis(ms - random.nextLong(ms / 2 + 1));
  }

  static String group(FacePayKafka kafka, String stage) {
    return kafka.topicPrefix() + "facepay." + stage;
  }

  ContainerProperties container(FacePayKafka kafka, String stage, Set<Topic> topics) {
    ContainerProperties container =
        new ContainerProperties(topics.stream().map(kafka::name).toArray(String[]::new));
    container.setGroupId(group(kafka, stage));
    container.setAckMode(AckMode.MANUAL);
    container.setSyncCommits(false);
    container.setPollTimeout(pollMax.toMillis());
    container.setPollTimeoutWhilePaused(PAUSED_POLL);
    container.setIdlePartitionEventInterval(COMMIT_AGAIN.toMillis());
    container.setAuthExceptionRetryInterval(retryPauseMax);
    // A poller that waits in select() would hold the carrier of a virtual thread.
    container.setListenerTaskExecutor(new SimpleAsyncTaskExecutor("stage-" + stage + "-"));
    return container;
  }

  Map<String, Object> consumer(FacePayKafka kafka, String stage) {
    Map<String, Object> consumer = kafka.clientSettings(stage);
    consumer.put("enable.auto.commit", false);
    consumer.put("auto.offset.reset", "earliest");
    consumer.put("allow.auto.create.topics", false);
    consumer.put("max.poll.records", pollRecordsMax);
    consumer.put("fetch.min.bytes", fetchBytesMin);
    consumer.put("fetch.max.wait.ms", (int) fetchWaitMax.toMillis());
    consumer.put("session.timeout.ms", (int) sessionTimeout.toMillis());
    consumer.put("heartbeat.interval.ms", (int) sessionTimeout.toMillis() / HEARTBEATS);
    // Topics that are made after the start are found this soon.
    consumer.put("metadata.max.age.ms", 30_000);
    // Only partitions that really move are taken away: work on the others goes on.
    consumer.put(
        "partition.assignment.strategy", List.of(CooperativeStickyAssignor.class.getName()));
    if (kafka.instanceId() != null) {
      consumer.put("group.instance.id", kafka.instanceId() + "-" + stage);
    }
    return consumer;
  }
}
