package dev.facepay.runtime.due;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Outage;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.settings.Defaults;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.SmartLifecycle;

/**
 * Takes up what is due, any number of instances side by side. For each record: claim it (a lease by
 * compare-and-set), do the work, save what was decided together with its facts, publish them, let
 * the record go. A crash anywhere leaves a record whose lease lapses; facts that were saved are
 * published then, and the work is not done again for them.
 */
public final class DueWorker implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(DueWorker.class);

  /** A newer release may read it; until then it must not hold up the others. */
  private static final Duration UNREADABLE_AGAIN = Duration.ofMinutes(10);

  private final DueRecords records;
  private final DueHandler handler;
  private final FactPublisher publisher;
  private final Timekeeper time;
  private final DueSettings settings;
  private final DueMeters meters;
  private final DueLoop loop;
  private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

  /**
   * @param name tells this worker's metrics and threads from another's
   */
  public DueWorker(
      String name,
      DueRecords records,
      DueHandler handler,
      FactPublisher publisher,
      Timekeeper time,
      DueSettings settings,
      MeterRegistry meters) {
    this.records = records;
    this.handler = handler;
    this.publisher = publisher;
    this.time = time;
    this.settings = settings;
    this.meters = new DueMeters(name, inFlight, meters);
    this.loop = new DueLoop(name, settings, this::poll, this::sweep);
  }

  /**
   * Takes up what is due now, a batch at most, and does it in this thread, one after the other: how
   * a test or a simulation drives time.
   */
  public void runOnce() {
    poll(Runnable::run);
  }

  /** Proves that no record lacks a due time; the gauge {@code facepay.open.without.due} says it. */
  public void sweep() {
    try {
      Instant now = time.instant();
      long withoutDue = records.countWithoutDue();
      meters.swept(records.count(), records.oldest().orElse(now), now, withoutDue);
    } catch (StoreUnavailable e) {
      LOG.warn("due records could not be swept: {}", e.getMessage());
    }
  }

  /** Says whether more may be due than could be taken up. */
  private boolean poll(Executor executor) {
    int limit = Math.min(settings.batchMax(), settings.inFlightMax() - inFlight.size());
    if (limit <= 0) {
      return true;
    }
    try {
      Instant now = time.instant();
      List<Document> due = records.due(now, limit);
      meters.polled(due.size(), due.isEmpty() ? now : DueDocument.dueAt(due.getFirst()), now);
      due.forEach(it -> submit(it, executor));
      return due.size() == limit;
    } catch (StoreUnavailable e) {
      LOG.warn("due records could not be looked for: {}", e.getMessage());
      return false;
    }
  }

  private void submit(Document document, Executor executor) {
    try {
      submit(DueDocument.read(document), executor);
    } catch (StoreUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      meters.bug();
      LOG.error("due record {} can't be read: put off", document.get(Documents.ID), e);
      records.postpone(document, time.instant().plus(UNREADABLE_AGAIN));
    }
  }

  /** A record that this instance still works on is left alone, even with its lease lapsed. */
  private void submit(DueRecord found, Executor executor) {
    if (!inFlight.add(found.id())) {
      return;
    }
    try {
      executor.execute(() -> run(found));
    } catch (RejectedExecutionException e) {
      inFlight.remove(found.id());
    }
  }

  private void run(DueRecord found) {
    try {
      records
          .claim(found, time.instant(), settings.lease())
          .ifPresent(claimed -> claimed.origin().next().run(() -> work(claimed)));
    } catch (StoreUnavailable e) {
      LOG.warn("due record {} could not be claimed: {}", found.id(), e.getMessage());
    } finally {
      inFlight.remove(found.id());
    }
  }

  /** The newest version is tracked, so that a claim can be given back whatever has been saved. */
  private void work(DueRecord claimed) {
    DueRecord last = claimed;
    try {
      if (claimed.unpublished().isEmpty()) {
        Optional<DueRecord> decided = records.decide(claimed, handler.handle(claimed));
        if (decided.isEmpty()) {
          meters.leaseLost();
          return;
        }
        last = decided.get();
      }
      for (Fact fact : last.unpublished()) {
        publisher.publish(fact);
      }
      if (!records.release(last)) {
        meters.leaseLost();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Outage e) {
      LOG.warn("due record {} is tried again: {}", claimed.id(), e.getMessage());
      giveBack(last);
    } catch (RuntimeException e) {
      meters.bug();
      LOG.error("due record {} is tried again when its lease lapses", claimed.id(), e);
    }
  }

  private void giveBack(DueRecord last) {
    try {
      records.giveBack(last, time.instant().plus(settings.retryAfter()));
    } catch (StoreUnavailable e) {
      LOG.debug("the lease of {} has to lapse", last.id());
    }
  }

  @Override
  public void start() {
    loop.start();
  }

  @Override
  public void stop() {
    loop.stop();
  }

  @Override
  public boolean isRunning() {
    return loop.isRunning();
  }

  /**
   * Does the work of a record once. It holds a lease: nobody else takes the record up until that
   * lapses. What it returns is saved, published, and only then let go; if another one was faster,
   * nothing of it counts.
   *
   * <p>It may run twice for one due time (a crash, a lapsed lease), so its effects must bear that.
   * Throwing loses nothing: the record is taken up again, soon after an outage, else when the lease
   * lapses.
   */
  @FunctionalInterface
  public interface DueHandler {

    DueStep handle(DueRecord claimed) throws InterruptedException;

    /** How work goes on after it was taken up once, with the facts that were decided on the way. */
    sealed interface DueStep {

      /** Published after the step was saved and before the record is let go; kept until then. */
      List<Fact> facts();

      /** Not done yet: due again at a time, with this body. */
      static DueStep later(Instant dueAt, Document body, Fact... facts) {
        return new Later(dueAt, body, Arrays.asList(facts));
      }

      /** Done: once the facts are out, the record is deleted. */
      static DueStep finished(Fact... facts) {
        return new Finished(Arrays.asList(facts));
      }

      record Later(Instant dueAt, Document body, List<Fact> facts) implements DueStep {
        public Later {
          facts = List.copyOf(facts);
        }
      }

      record Finished(List<Fact> facts) implements DueStep {
        public Finished {
          facts = List.copyOf(facts);
        }
      }
    }
  }

  /**
   * @param pollEvery how often due records are looked for: reversals count in seconds and more
   * @param batchMax records found at once; a full batch is followed by the next without a pause
   * @param inFlightMax records worked on at once: each may hold a gateway connection
   * @param lease must outlive the longest work on a record, both its calls and its publishing
   * @param retryAfter when a record is tried again after an outage of database or broker
   * @param sweepEvery how often it is proved that no record lacks a due time; the proof reads all
   *     records
   * @param drainMax how long a shutdown waits for the records in flight before it interrupts them
   */
  @ConfigurationProperties("facepay.due")
  public record DueSettings(
      @DefaultValue("1s") Duration pollEvery,
      @DefaultValue("200") int batchMax,
      @DefaultValue("200") int inFlightMax,
      @DefaultValue("60s") Duration lease,
      @DefaultValue("5s") Duration retryAfter,
      @DefaultValue("60s") Duration sweepEvery,
      @DefaultValue("20s") Duration drainMax) {

    /** Bound once: a simulation asks many times a second. */
    private static final DueSettings DEFAULTS = Defaults.of(DueSettings.class);

    public DueSettings {
      if (batchMax < 1 || batchMax > 10_000 || inFlightMax < 1 || inFlightMax > 10_000) {
        throw new IllegalArgumentException(
            "facepay.due.batch-max and in-flight-max must be 1 to 10000");
      }
      if (!pollEvery.isPositive() || !retryAfter.isPositive() || !sweepEvery.isPositive()) {
        throw new IllegalArgumentException("facepay.due: an interval must be above 0");
      }
      if (lease.compareTo(retryAfter) < 0) {
        throw new IllegalArgumentException("facepay.due.lease must not be below retry-after");
      }
    }

    public static DueSettings defaults() {
      return DEFAULTS;
    }
  }
}
