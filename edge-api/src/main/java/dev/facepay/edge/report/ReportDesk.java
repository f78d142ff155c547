package dev.facepay.edge.report;

import dev.facepay.edge.device.Device;
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
import dev.facepay.payment.ReportOutcome;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.CannotOpen;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What each device shall report, from the log, in memory; and what devices say of it, into the log.
 * Reports of a device stand under its own monitor, on which its long polls wait.
 */
public final class ReportDesk {

  private static final Logger LOG = LoggerFactory.getLogger(ReportDesk.class);

  /** One answer: a device that was away for long takes the next ones after these. */
  private static final int JOBS_MAX = 50;

  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

  private final FactPublisher publisher;
  private final Sealer sealer;
  private final InstantSource clock;
  private final Duration kept;
  private final Map<String, Reports> byDevice = new ConcurrentHashMap<>();

  public ReportDesk(
      FactPublisher publisher, Sealer sealer, InstantSource clock, ReportSettings settings) {
    this.publisher = publisher;
    this.sealer = sealer;
    this.clock = clock;
    this.kept = settings.kept();
  }

  private static final class Reports {
    /** In the order in which they were asked for. */
    private final Map<PaymentId, OpenReport> byTrade = new LinkedHashMap<>();

    private Instant forgotAt = Instant.EPOCH;

    void forgetOld(Instant now, Duration kept) {
      if (now.isAfter(forgotAt.plus(FORGET_EVERY))) {
        forgotAt = now;
        byTrade.values().removeIf(it -> it.isOlderThan(now.minus(kept)));
      }
    }
  }

  /** What the device says of a try. */
  public record Word(
      int tryNo, ReportOutcome outcome, String code, String text, @Nullable String sdkVersion) {}

  /** What became of a device's word. */
  public enum Taken {
    YES,
    /** This device was never asked for that. */
    NOT_KNOWN,
    NOT_PUBLISHED
  }

  /** Takes a fact from the log; repeats change nothing. */
  public void accept(ReportFact fact) {
    Reports reports = of(fact.key());
    synchronized (reports) {
      reports.forgetOld(clock.instant(), kept);
      PaymentId trade = fact.trade().id();
      switch (fact) {
        case ReportNeeded f ->
            reports.byTrade.computeIfAbsent(trade, id -> new OpenReport()).needed(f);
        case ReportTold f -> reports.byTrade.computeIfAbsent(trade, id -> new OpenReport()).told(f);
        case ReportDelayed f when f.reason() == ReportDelay.GIVEN_UP ->
            reports
                .byTrade
                .computeIfAbsent(trade, id -> new OpenReport())
                .giveUp(f.tryNo(), f.occurredAt());
        case ReportDelayed f -> {}
        case ReportActRequested f when f.act() == Act.RESOLVE ->
            reports.byTrade.computeIfAbsent(trade, id -> new OpenReport()).resolve(f.occurredAt());
        case ReportActRequested f -> {}
        case TradeTold f -> {}
      }
      reports.notifyAll();
    }
  }

  /** What is open for the device, as soon as there is something, or nothing when time is over. */
  public List<ReportJob> open(Device device, Duration wait) throws InterruptedException {
    long deadline = System.nanoTime() + wait.toNanos();
    Reports reports = of(key(device));
    synchronized (reports) {
      List<ReportNeeded> open = open(reports);
      long left = deadline - System.nanoTime();
      while (open.isEmpty() && left > 0) {
        reports.wait(left / 1_000_000 + 1);
        open = open(reports);
        left = deadline - System.nanoTime();
      }
      return open.stream().map(this::job).toList();
    }
  }

  private static List<ReportNeeded> open(Reports reports) {
    List<ReportNeeded> open = new ArrayList<>();
    for (OpenReport report : reports.byTrade.values()) {
      ReportNeeded needed = report.open();
      if (needed != null && open.size() < JOBS_MAX) {
        open.add(needed);
      }
    }
    return open;
  }

  private ReportJob job(ReportNeeded needed) {
    if (needed.authCode() != null) {
      try {
        String bound = needed.trade().id().toString();
        String code = sealer.open(Purpose.AUTH_CODE, bound, needed.authCode());
        return new ReportJob(needed.trade(), needed.tryNo(), needed.method(), code);
      } catch (CannotOpen e) {
        LOG.warn("event=report-without-code trade_id={}: by its number", needed.trade().id());
      }
    }
    return new ReportJob(needed.trade(), needed.tryNo(), ReportMethod.ORDER, null);
  }

  /** The same word again is the same; a confirmation stands against any later word. */
  public Taken tell(Device device, PaymentId trade, Word word) throws InterruptedException {
    Reports reports = of(key(device));
    ReportNeeded asked;
    synchronized (reports) {
      OpenReport report = reports.byTrade.get(trade);
      asked = report == null ? null : report.newest();
      if (report == null || asked == null || word.tryNo() > asked.tryNo()) {
        return Taken.NOT_KNOWN;
      }
      if (report.knows(word.tryNo(), word.outcome())) {
        return Taken.YES;
      }
    }
    Instant now = clock.instant();
    ReportTold told =
        new ReportTold(
            asked.trade(),
            word.tryNo(),
            word.outcome(),
            word.code(),
            word.text(),
            word.sdkVersion(),
            now);
    try {
      publisher.publish(told);
    } catch (FactNotPublished e) {
      return Taken.NOT_PUBLISHED;
    }
    // The log will bring it too: this device's next poll need not wait for that.
    accept(told);
    return Taken.YES;
  }

  private Reports of(String device) {
    return byDevice.computeIfAbsent(device, key -> new Reports());
  }

  private static String key(Device device) {
    return device.merchant() + ":" + device.id();
  }
}
