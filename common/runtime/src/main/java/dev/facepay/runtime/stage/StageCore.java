package dev.facepay.runtime.stage;

import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.stage.FactHandler.Holding;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The stage engine without Kafka and without threads: records in, tasks out, acknowledgements out.
 * The adapter to Kafka drives it with one virtual thread per task; a simulation can drive it with
 * one thread for everything:
 *
 * <pre>
 *   RecordTask task = core.accept(record, () -> committed = record.offset() + 1).orElseThrow();
 *   task.step();   // one attempt: Finished, Again(pause) or Abandoned; step again after the pause
 *   core.drop(partitions);   // a rebalance or a crash: what was open no longer counts
 * </pre>
 *
 * <p>The rule: a record is acknowledged only when it and all records before it in its partition
 * (since the partition was last assigned) are finished; only the newest such record is
 * acknowledged, since that covers the others. After {@link #drop} nothing of those partitions is
 * acknowledged any more, however late their tasks end.
 */
public final class StageCore {

  private final StageSettings settings;
  private final RecordTask.Context context;
  private final Map<TopicPartition, OffsetTracker<RecordTask>> lanes = new HashMap<>();
  private int inFlight;
  private boolean congested;
  private boolean closed;

  /**
   * @param name the stage's, for metrics and dead letters
   */
  public StageCore(
      String name,
      StageSettings settings,
      FactCodec codec,
      FactHandler handler,
      DeadLetters deadLetters,
      MeterRegistry registry,
      InstantSource clock,
      RandomGenerator random) {
    this(
        name,
        settings,
        codec,
        handler,
        deadLetters,
        null,
        registry,
        new BrokerClock(),
        clock,
        random);
  }

  /**
   * @param holding where records go that can't be handled; null: to the dead letters
   */
  public StageCore(
      String name,
      StageSettings settings,
      FactCodec codec,
      FactHandler handler,
      DeadLetters deadLetters,
      @Nullable Holding holding,
      MeterRegistry registry,
      BrokerClock brokers,
      InstantSource clock,
      RandomGenerator random) {
    this.settings = settings;
    StageMeter meter = new StageMeter(registry, name);
    this.context =
        new RecordTask.Context(
            name, codec, handler, deadLetters, holding, settings, random, meter, brokers, clock);
    meter.watch(this);
  }

  /**
   * A record arrives, in the order of its partition. Empty after {@link #close}: then the record
   * will not be acknowledged and comes again.
   *
   * @param acknowledge called at most once, when the offset behind this record may be committed;
   *     must not block
   */
  public synchronized Optional<RecordTask> accept(
      ConsumerRecord<byte[], byte[]> record, Runnable acknowledge) {
    if (closed) {
      return Optional.empty();
    }
    TopicPartition partition = new TopicPartition(record.topic(), record.partition());
    OffsetTracker<RecordTask> lane = lanes.get(partition);
    if (lane == null || !lane.follows(record.offset())) {
      // First record since the assignment, or the log was reset: nothing from before counts.
      lane = new OffsetTracker<>();
      lanes.put(partition, lane);
    }
    RecordTask task = new RecordTask(this, context, record, acknowledge, lane);
    task.place(lane.begin(record.offset(), task));
    inFlight++;
    context.meter().taken();
    return Optional.of(task);
  }

  /**
   * Partitions that are no longer ours; what was open on them is returned, so that it can be
   * interrupted.
   */
  public synchronized List<RecordTask> drop(Collection<TopicPartition> partitions) {
    List<RecordTask> open = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      OffsetTracker<RecordTask> lane = lanes.remove(partition);
      if (lane != null) {
        open.addAll(lane.openValues());
      }
    }
    notifyAll();
    return open;
  }

  public synchronized List<RecordTask> dropAll() {
    return drop(Set.copyOf(lanes.keySet()));
  }

  /** Takes no more records until {@link #open}. */
  public synchronized void close() {
    closed = true;
  }

  public synchronized void open() {
    closed = false;
  }

  /** Tasks that have not ended, those of dropped partitions included. */
  public synchronized int inFlight() {
    return inFlight;
  }

  /** True from the bound on until only three quarters of it are in flight. */
  public synchronized boolean congested() {
    if (inFlight >= settings.inFlightMax()) {
      congested = true;
    } else if (inFlight <= settings.inFlightMax() * 3L / 4) {
      congested = false;
    }
    return congested;
  }

  /** How long the oldest open record has been worked on; zero if nothing is open. */
  public synchronized Duration oldestOpenAge() {
    Instant now = context.clock().instant();
    Duration oldest = Duration.ZERO;
    for (OffsetTracker<RecordTask> lane : lanes.values()) {
      RecordTask task = lane.oldestOpen();
      if (task != null && Duration.between(task.since(), now).compareTo(oldest) > 0) {
        oldest = Duration.between(task.since(), now);
      }
    }
    return oldest;
  }

  /** Waits in real time until nothing is open on those partitions; false if it takes longer. */
  boolean awaitDone(Collection<TopicPartition> partitions, Duration max)
      throws InterruptedException {
    return await(max, () -> partitions.stream().noneMatch(this::isBusy));
  }

  /** Waits in real time until no task is left; false if it takes longer. */
  boolean awaitIdle(Duration max) throws InterruptedException {
    return await(max, () -> inFlight == 0);
  }

  private synchronized boolean await(Duration max, BooleanSupplier done)
      throws InterruptedException {
    long deadline = System.nanoTime() + max.toNanos();
    while (!done.getAsBoolean()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }

  private boolean isBusy(TopicPartition partition) {
    OffsetTracker<RecordTask> lane = lanes.get(partition);
    return lane != null && lane.open() > 0;
  }

  synchronized boolean owns(RecordTask task) {
    return lanes.get(task.partition()) == task.lane();
  }

  /** The task is over; if it finished its record and still owns it, the prefix may move. */
  synchronized void ended(RecordTask task, boolean finished) {
    inFlight--;
    if (finished && owns(task)) {
      RecordTask newest = task.lane().end(task.place());
      if (newest != null) {
        newest.acknowledge();
      }
    }
    notifyAll();
  }
}
