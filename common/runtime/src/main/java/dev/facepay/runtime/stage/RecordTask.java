package dev.facepay.runtime.stage;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.DeadLetters.Reason;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.fact.FactCodec.Decoded.Known;
import dev.facepay.runtime.fact.FactCodec.Decoded.Undecodable;
import dev.facepay.runtime.fact.FactCodec.Decoded.UnknownType;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.stage.FactHandler.NeedsPerson;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work on one record: attempts until it is done, or held, or in the dead letters, or no longer
 * ours. Used by one thread at a time.
 */
public final class RecordTask {

  private static final Logger LOG = LoggerFactory.getLogger(RecordTask.class);

  private final StageCore core;
  private final Context context;
  private final ConsumerRecord<byte[], byte[]> record;
  private final Runnable acknowledge;
  private final OffsetTracker<RecordTask> lane;
  private final TopicPartition partition;
  private final Instant since;
  private OffsetTracker.@Nullable Entry<RecordTask> place;
  private @Nullable Decoded decoded;
  private @Nullable Reason dead;
  private int tries;
  private int bugs;
  private volatile boolean over;
  private volatile @Nullable Thread runner;

  /** What all tasks of a stage share. */
  record Context(
      String stage,
      FactCodec codec,
      FactHandler handler,
      DeadLetters deadLetters,
      @Nullable Holding holding,
      StageSettings settings,
      RandomGenerator random,
      StageMeter meter,
      BrokerClock brokers,
      InstantSource clock) {}

  /** What one attempt led to. */
  public sealed interface Step {

    /** Done and written down: handled, skipped, or put aside. */
    record Finished() implements Step {}

    /** Not yet: step again after the pause. */
    record Again(Duration pause) implements Step {}

    /** Another owner, or the next start, begins it again. */
    record Abandoned() implements Step {}
  }

  RecordTask(
      StageCore core,
      Context context,
      ConsumerRecord<byte[], byte[]> record,
      Runnable acknowledge,
      OffsetTracker<RecordTask> lane) {
    this.core = core;
    this.context = context;
    this.record = record;
    this.acknowledge = acknowledge;
    this.lane = lane;
    this.partition = new TopicPartition(record.topic(), record.partition());
    this.since = context.clock().instant();
  }

  /** One attempt; never throws. Must not be called again after Finished or Abandoned. */
  public Step step() {
    if (over) {
      throw new IllegalStateException("the task of " + name() + " is over");
    }
    // A handler that swallowed an interrupt must not make the next attempt fail.
    Thread.interrupted();
    if (!core.owns(this)) {
      return end(new Step.Abandoned());
    }
    try {
      if (dead == null) {
        dead = attempt();
      }
      if (dead != null) {
        putAside(dead);
      }
      return end(new Step.Finished());
    } catch (Throwable e) {
      return core.owns(this) ? failed(e) : end(new Step.Abandoned());
    }
  }

  /** Null if that is all there was to do. */
  private @Nullable Reason attempt() throws InterruptedException {
    if (decoded == null) {
      decoded = context.codec().decode(record);
      if (decoded instanceof Known known) {
        context.meter().begun(known.fact(), context.clock().instant());
      }
    }
    return switch (decoded) {
      case Known known -> {
        handle(known);
        yield null;
      }
      case UnknownType unknown -> {
        if (context.holding() != null) {
          yield new Reason(context.stage(), DeadLetters.UNKNOWN_TYPE, "type " + unknown.type());
        }
        LOG.info("event=skipped stage={} record={}", context.stage(), name());
        context.meter().skipped();
        yield null;
      }
      case Undecodable bad -> new Reason(context.stage(), DeadLetters.UNDECODABLE, bad.reason());
    };
  }

  private void handle(Known known) throws InterruptedException {
    Fact fact = known.fact();
    Trace trace = known.trace().map(Trace::child).orElseGet(Trace::start);
    trace.run(
        () ->
            context.handler().handle(fact, FactHandler.loggedAt(record, fact, context.brokers())));
  }

  /** What breaks its schema is no fact of anybody; all else on a topic with money is held. */
  private void putAside(Reason reason) throws InterruptedException {
    Holding holding = context.holding();
    if (holding != null && !reason.kind().equals(DeadLetters.UNDECODABLE)) {
      holding.hold(record, reason);
      context.meter().held(reason.kind());
      LOG.error(
          "event=held stage={} record={} kind={} reason=\"{}\"",
          context.stage(),
          name(),
          reason.kind(),
          reason.text());
      return;
    }
    context.deadLetters().send(record, reason);
    context.meter().deadLetter(reason.kind());
    LOG.error(
        "event=dead-letter stage={} record={} kind={} reason=\"{}\"",
        context.stage(),
        name(),
        reason.kind(),
        reason.text());
  }

  private Step failed(Throwable error) {
    tries++;
    if (error instanceof NeedsPerson) {
      dead =
          new Reason(context.stage(), DeadLetters.NEEDS_PERSON, String.valueOf(error.getMessage()));
      return new Step.Again(Duration.ZERO);
    }
    boolean outage =
        dead != null || error instanceof InterruptedException || Outage.isBehind(error);
    if (outage) {
      if (context.meter().tellOutage(context.clock().instant())) {
        LOG.warn(
            "event=outage stage={} record={} tries={} error=\"{}\"",
            context.stage(),
            name(),
            tries,
            Cause.oneLine(error));
      }
    } else {
      bugs++;
      LOG.error("event=bug stage={} record={} tries={}", context.stage(), name(), bugs, error);
      if (bugs >= context.settings().bugTriesMax()) {
        dead = new Reason(context.stage(), DeadLetters.BUG, Cause.oneLine(error));
        return new Step.Again(Duration.ZERO);
      }
    }
    context.meter().retried();
    return new Step.Again(context.settings().retryPause(tries, context.random()));
  }

  private Step end(Step step) {
    over = true;
    boolean finished = step instanceof Step.Finished;
    if (finished) {
      context.meter().finished(Duration.between(since, context.clock().instant()));
    } else {
      context.meter().abandoned();
    }
    core.ended(this, finished);
    return step;
  }

  /** All steps, on this thread, which {@link #interrupt} may interrupt. */
  void run(Timekeeper time) {
    runner = Thread.currentThread();
    while (step() instanceof Step.Again(Duration pause)) {
      try {
        time.sleep(pause);
      } catch (InterruptedException e) {
        // The next step finds out whether the record is still ours.
      }
    }
  }

  /** After the core has dropped it. */
  void interrupt() {
    Thread thread = runner;
    if (thread != null && !over && context.handler().interruptible()) {
      thread.interrupt();
    }
  }

  void place(OffsetTracker.Entry<RecordTask> entry) {
    place = entry;
  }

  OffsetTracker.Entry<RecordTask> place() {
    return Objects.requireNonNull(place);
  }

  void acknowledge() {
    acknowledge.run();
  }

  OffsetTracker<RecordTask> lane() {
    return lane;
  }

  /** Where in its partition the record stands. */
  public long offset() {
    return record.offset();
  }

  public TopicPartition partition() {
    return partition;
  }

  Instant since() {
    return since;
  }

  /** Where the record stands: {@code topic-partition@offset}. */
  public String name() {
    return partition + "@" + record.offset();
  }
}
