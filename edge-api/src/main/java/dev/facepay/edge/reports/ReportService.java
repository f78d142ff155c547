package dev.facepay.edge.reports;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.reports.ReportJobs.Job;
import dev.facepay.payment.Act;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each device shall report, from the log, in memory; and what devices answer, into the log.
 * Reports of a device stand under its own monitor, on which its long polls wait.
 */
public final class ReportService {

  private static final Logger LOG = LoggerFactory.getLogger(ReportService.class);

  /** One answer: a device that was away for long takes the next ones after these. */
  private static final int JOBS_MAX = 50;

  private final FactPublisher publisher;
  private final Sealer sealer;
  private final InstantSource clock;
  private final ReportSettings settings;
  private final EndedReports ended;
  private final ConcurrentMap<String, Reports> byDevice = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final LongAdder passedOver = new LongAdder();

  ReportService(
      FactPublisher publisher, Sealer sealer, InstantSource clock, ReportSettings settings) {
    this.publisher = publisher;
    this.sealer = sealer;
    this.clock = clock;
    this.settings = settings;
    this.ended = new EndedReports(settings.endedMax());
  }

  /** What is open for one device; there while something is, or somebody waits. */
  private static final class Reports {
    /** In the order in which they were asked for. */
    private final Map<PaymentId, ReportNeeded> byTrade = new LinkedHashMap<>();

    private int waiters;
    private boolean gone;

    /** True if there is nothing left that it is for. */
    boolean isDone() {
      gone = byTrade.isEmpty() && waiters == 0;
      return gone;
    }
  }

  /** What became of a device's answer. */
  enum Taken {
    YES,
    /** This device was never asked for that. */
    NOT_KNOWN,
    NOT_PUBLISHED
  }

  /** Takes a fact from the log; repeats change nothing. */
  public void accept(ReportFact fact) {
    switch (fact) {
      case ReportNeeded f -> needed(f);
      case ReportTold f -> {
        ended.answered(f);
        close(f);
      }
      case ReportDelayed f when f.reason() == ReportDelay.GIVEN_UP -> {
        ended.givenUp(f.trade(), f.tryNo());
        close(f);
      }
      case ReportDelayed f -> {}
      case ReportActRequested f when f.act() == Act.RESOLVE -> {
        ended.resolved(f.trade(), f.tryNo());
        close(f);
      }
      case ReportActRequested f -> {}
      case TradeTold f -> {}
    }
  }

  /** A higher try replaces the one before, and stands where that stood. */
  private void needed(ReportNeeded fact) {
    PaymentId trade = fact.trade().id();
    at(
        fact.key(),
        reports -> {
          ReportNeeded before = reports.byTrade.get(trade);
          boolean known = before != null && before.tryNo() >= fact.tryNo();
          boolean room = before != null || hasRoom(reports);
          if (known || ended.covers(trade, fact.tryNo())) {
            return;
          }
          if (room) {
            reports.byTrade.put(trade, fact);
            open.addAndGet(before == null ? 1 : 0);
            reports.notifyAll();
          } else {
            passedOver.increment();
          }
        });
  }

  /** What has no room is asked for again by report-service: its next try comes within the hour. */
  private boolean hasRoom(Reports reports) {
    return reports.byTrade.size() < settings.deviceOpenMax() && open.get() < settings.openMax();
  }

  private void close(ReportFact fact) {
    PaymentId trade = fact.trade().id();
    at(
        fact.key(),
        reports -> {
          ReportNeeded asked = reports.byTrade.get(trade);
          if (asked != null && ended.covers(trade, asked.tryNo())) {
            reports.byTrade.remove(trade);
            open.decrementAndGet();
            // A late answer for that try is taken all the same.
            ended.givenUp(asked.trade(), asked.tryNo());
          }
        });
  }

  /** Forgets what nobody has answered for so long that it was asked for anew. */
  public void forgetOld() {
    Instant before = clock.instant().minus(settings.kept());
    for (String device : byDevice.keySet()) {
      at(
          device,
          reports -> {
            int held = reports.byTrade.size();
            reports.byTrade.values().removeIf(asked -> asked.occurredAt().isBefore(before));
            open.addAndGet(reports.byTrade.size() - held);
          });
    }
  }

  /** How many reports devices shall make now. */
  int size() {
    return open.get();
  }

  /** How many were not taken into memory since it was full. */
  long passedOver() {
    return passedOver.sum();
  }

  private void at(String device, Consumer<Reports> action) {
    with(
        device,
        reports -> {
          action.accept(reports);
          return reports;
        });
  }

  /** Does something with a device's reports, alone; afterwards they are gone if none is left. */
  private <R> R with(String device, Function<Reports, R> action) {
    while (true) {
      Reports reports = byDevice.computeIfAbsent(device, key -> new Reports());
      synchronized (reports) {
        if (!reports.gone) {
          R result = action.apply(reports);
          if (reports.isDone()) {
            byDevice.remove(device, reports);
          }
          return result;
        }
      }
    }
  }

  /** What is open for the device, as soon as there is something, or nothing when time is over. */
  ReportJobs open(Device device, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    Reports reports =
        with(
            key(device),
            it -> {
              it.waiters++;
              return it;
            });
    try {
      List<ReportNeeded> jobs;
      synchronized (reports) {
        long left = deadline - System.nanoTime();
        while (reports.byTrade.isEmpty() && left > 0) {
          reports.wait(left / 1_000_000 + 1);
          left = deadline - System.nanoTime();
        }
        jobs = reports.byTrade.values().stream().limit(JOBS_MAX).toList();
      }
      return new ReportJobs(jobs.stream().map(this::job).toList());
    } finally {
      at(key(device), it -> it.waiters--);
    }
  }

  private Job job(ReportNeeded needed) {
    if (needed.authCode() != null) {
      try {
        String bound = needed.trade().id().toString();
        String code = sealer.open(Purpose.AUTH_CODE, bound, needed.authCode());
        return Job.of(needed.trade(), needed.tryNo(), needed.method(), code);
      } catch (CannotOpen e) {
        LOG.warn("event=report-without-code trade_id={}: by its number", needed.trade().id());
      }
    }
    return Job.of(needed.trade(), needed.tryNo(), ReportMethod.ORDER, null);
  }

  /** The same answer again is the same; a confirmation stands against any later answer. */
  Taken answer(Device device, PaymentId trade, ReportAnswer answer) throws InterruptedException {
    TradeRef asked = asked(device, trade, answer.tryNo());
    if (asked == null) {
      return Taken.NOT_KNOWN;
    }
    if (ended.knows(trade, answer.tryNo(), answer.outcome())) {
      return Taken.YES;
    }
    Instant now = clock.instant();
    ReportTold fact =
        new ReportTold(
            asked,
            answer.tryNo(),
            answer.outcome(),
            answer.code(),
            answer.text(),
            answer.sdkVersion(),
            now);
    try {
      publisher.publish(fact);
    } catch (FactNotPublished e) {
      return Taken.NOT_PUBLISHED;
    }
    // The log will bring it too: this device's next poll need not wait for that.
    accept(fact);
    return Taken.YES;
  }

  /** The trade, if this device was asked for that try. */
  private @Nullable TradeRef asked(Device device, PaymentId trade, int tryNo) {
    Optional<TradeRef> open =
        with(
            key(device),
            reports ->
                Optional.ofNullable(reports.byTrade.get(trade))
                    .filter(asked -> tryNo <= asked.tryNo())
                    .map(ReportNeeded::trade));
    return open.orElseGet(
        () ->
            trade.merchant().equals(device.merchant())
                ? ended.asked(trade, device.id(), tryNo)
                : null);
  }

  private static String key(Device device) {
    return device.merchant() + ":" + device.id();
  }
}
