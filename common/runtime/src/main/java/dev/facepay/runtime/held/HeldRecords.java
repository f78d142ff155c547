package dev.facepay.runtime.held;

import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Outage.Cause;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.DeadLetters;
import dev.facepay.runtime.fact.DeadLetters.Reason;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.fact.FactCodec.Decoded;
import dev.facepay.runtime.fact.FactCodec.Decoded.Known;
import dev.facepay.runtime.settings.Defaults;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.stage.FactHandler.Holding;
import dev.facepay.runtime.stage.FactHandler.NeedsPerson;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;

/**
 * A service's held records: each is a due record that is handled again with back-off, for ever.
 * Only a person ends that, with who and why; then it goes to the dead letters of its topic with
 * both, so that the log keeps what was done.
 */
public final class HeldRecords implements Holding, SmartLifecycle {

  /** The collection's name, in every service's own database. */
  public static final String COLLECTION = "held_records";

  private static final Logger LOG = LoggerFactory.getLogger(HeldRecords.class);

  private final DueRecords records;
  private final FactCodec codec;
  private final DeadLetters deadLetters;
  private final BrokerClock brokers;
  private final InstantSource clock;
  private final HoldSettings settings;
  private final DueWorker worker;
  private final Map<String, FactHandler> handlers = new ConcurrentHashMap<>();

  /**
   * @param service for the metrics {@code facepay.due.*} of {@code held-<service>}
   */
  public HeldRecords(
      String service,
      DueRecords records,
      FactCodec codec,
      DeadLetters deadLetters,
      BrokerClock brokers,
      Timekeeper time,
      HoldSettings settings,
      MeterRegistry meters) {
    this.records = records;
    this.codec = codec;
    this.deadLetters = deadLetters;
    this.brokers = brokers;
    this.clock = time;
    this.settings = settings;
    this.worker =
        new DueWorker(
            "held-" + service,
            records,
            this::tryAgain,
            fact -> {
              throw new IllegalStateException("a held record decides no facts: " + fact.type());
            },
            time,
            settings.due(),
            meters);
  }

  @Override
  public void handledBy(String stage, FactHandler handler) {
    handlers.put(stage, handler);
  }

  @Override
  public void hold(ConsumerRecord<byte[], byte[]> record, Reason reason) {
    HeldRecord held = new HeldRecord(record, reason, Optional.empty());
    Instant due = clock.instant().plus(settings.retryFirst());
    records.open(DueRecord.first(held.id(), due, held.write()));
  }

  /** Whether that stage's record waits here. */
  public boolean holds(String stage, ConsumerRecord<byte[], byte[]> record) {
    HeldRecord held = new HeldRecord(record, new Reason(stage, "", ""), Optional.empty());
    return records.find(held.id()).isPresent();
  }

  /** Takes up what is due now, in this thread: how a test or a simulation drives time. */
  public void runOnce() {
    worker.runOnce();
  }

  private DueStep tryAgain(DueRecord claimed) throws InterruptedException {
    HeldRecord held = HeldRecord.read(claimed.body());
    if (held.lettingGo().isPresent()) {
      return letGo(held, held.lettingGo().get());
    }
    @Nullable Reason reason;
    try {
      reason =
          switch (codec.decode(held.record())) {
            case Known known -> {
              handler(held)
                  .handle(known.fact(), FactHandler.loggedAt(held.record(), known.fact(), brokers));
              LOG.info("event=held-record-handled record={}", held.id());
              yield null;
            }
            case Decoded.UnknownType unknown -> held.reason();
            case Decoded.Undecodable bad ->
                new Reason(held.reason().stage(), DeadLetters.UNDECODABLE, bad.reason());
          };
    } catch (NeedsPerson e) {
      reason =
          new Reason(
              held.reason().stage(), DeadLetters.NEEDS_PERSON, String.valueOf(e.getMessage()));
    } catch (RuntimeException | StackOverflowError e) {
      if (Outage.isBehind(e)) {
        throw e;
      }
      LOG.error("event=held-record-fails record={} tries={}", held.id(), claimed.tries(), e);
      reason = new Reason(held.reason().stage(), DeadLetters.BUG, Cause.oneLine(e));
    }
    if (reason == null) {
      return DueStep.finished();
    }
    Instant again = clock.instant().plus(settings.pause(claimed.tries()));
    return DueStep.later(again, held.failed(reason).write());
  }

  private FactHandler handler(HeldRecord held) {
    FactHandler handler = handlers.get(held.reason().stage());
    if (handler == null) {
      throw new IllegalStateException("no stage " + held.reason().stage() + " here");
    }
    return handler;
  }

  private DueStep letGo(HeldRecord held, HeldRecord.LettingGo by) throws InterruptedException {
    String text = "%s: %s; it was held for: %s".formatted(by.who(), by.why(), held.reason().text());
    deadLetters.send(held.record(), new Reason(held.reason().stage(), DeadLetters.LET_GO, text));
    LOG.warn("event=held-record-let-go record={} who={}", held.id(), by.who());
    return DueStep.finished();
  }

  @Override
  public void start() {
    worker.start();
  }

  @Override
  public void stop() {
    worker.stop();
  }

  @Override
  public boolean isRunning() {
    return worker.isRunning();
  }

  /**
   * Records that could not be handled, on topics that carry money.
   *
   * @param retryFirst pause before the first try; doubles from try to try
   * @param retryMax the longest such pause: how late an upgrade that can handle them is noticed
   * @param lease must outlive the longest handling of one record; a stage may keep one for 2 min
   */
  @ConfigurationProperties("facepay.hold")
  public record HoldSettings(
      @DefaultValue("30s") Duration retryFirst,
      @DefaultValue("10m") Duration retryMax,
      @DefaultValue("5m") Duration lease) {

    /** Bound once: a simulation asks many times a second. */
    private static final HoldSettings DEFAULTS = Defaults.of(HoldSettings.class);

    public HoldSettings {
      if (!retryFirst.isPositive() || retryMax.compareTo(retryFirst) < 0) {
        throw new IllegalArgumentException(
            "facepay.hold.retry-first must be more than zero and at most retry-max");
      }
      if (lease.compareTo(Duration.ofMinutes(3)) < 0) {
        throw new IllegalArgumentException(
            "facepay.hold.lease must be 3 min or more: it outlives the longest handling");
      }
    }

    public static HoldSettings defaults() {
      return DEFAULTS;
    }

    /**
     * @param tries how often it was taken up, 1 and up
     */
    Duration pause(int tries) {
      Duration pause = retryFirst.multipliedBy(1L << Math.clamp(tries - 1L, 0, 20));
      return pause.compareTo(retryMax) < 0 ? pause : retryMax;
    }

    DueSettings due() {
      DueSettings it = DueSettings.defaults();
      return new DueSettings(
          it.pollEvery(),
          it.batchMax(),
          it.inFlightMax(),
          lease,
          it.retryAfter(),
          it.sweepEvery(),
          it.drainMax());
    }
  }
}
