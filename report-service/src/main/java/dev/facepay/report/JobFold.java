package dev.facepay.report;

import dev.facepay.payment.Channel;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Topic;
import dev.facepay.report.JobMove.How;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.fact.LogFold;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the log says of reports, for documents that were restored from an older copy: what is
 * reported is not reported again, what is not is not forgotten, and no try has its number twice.
 */
final class JobFold {

  private final DueRecords jobs;
  private final ReportEnds ends;
  private final Timekeeper time;
  private final JobHandler handler;

  /** The newest of each trade; few, as they are said by persons. */
  private final Map<PaymentId, Instant> requests = new ConcurrentHashMap<>();

  public JobFold(DueRecords jobs, ReportEnds ends, Timekeeper time) {
    this.jobs = jobs;
    this.ends = ends;
    this.time = time;
    this.handler = new JobHandler(jobs, ends, time);
  }

  /**
   * Ends and what persons wanted after them first, then which trades there are, then what was
   * tried, then what came of it.
   */
  public List<LogFold> folds() {
    return List.of(
        new LogFold(Topic.REPORT_SETTLED, (fact, _) -> noted(fact) || confirmed(fact)),
        new LogFold(Topic.REPORT_NEEDED, (fact, _) -> givenUp(fact)),
        new LogFold(Topic.REPORT_SETTLED, (fact, _) -> isWish(fact) && handled(fact)),
        new LogFold(Topic.PAYMENT_REQUESTED, (fact, _) -> handled(fact)),
        new LogFold(Topic.PAYMENT_SETTLED, (fact, _) -> handled(fact)),
        new LogFold(Topic.REPORT_SETTLED, (fact, _) -> fact instanceof TradeTold && handled(fact)),
        new LogFold(
            Topic.REPORT_NEEDED, (fact, _) -> fact instanceof ReportNeeded && handled(fact)),
        new LogFold(
            Topic.REPORT_SETTLED,
            (fact, _) -> !(fact instanceof TradeTold) && !isWish(fact) && handled(fact)));
  }

  private static boolean isWish(Fact fact) {
    return fact instanceof ReportActRequested;
  }

  /** Only noted: what was given up before it was begun anew. */
  private boolean noted(Fact fact) {
    if (fact instanceof ReportActRequested act) {
      requests.merge(act.trade().id(), act.occurredAt(), JobFold::later);
    }
    return false;
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private boolean confirmed(Fact fact) {
    return fact instanceof ReportTold told
        && told.outcome().equals(ReportOutcome.CONFIRMED)
        && !ends.has(told.trade().id())
        && put(told.trade().id(), How.CONFIRMED, Instant.EPOCH);
  }

  /** The newest word counts: a giving up stands if no person wanted the report after it. */
  private boolean givenUp(Fact fact) {
    if (!(fact instanceof ReportDelayed delayed)
        || !delayed.reason().equals(ReportDelay.GIVEN_UP)) {
      return false;
    }
    PaymentId trade = delayed.trade().id();
    Instant at = delayed.occurredAt();
    Instant request = requests.getOrDefault(trade, Instant.EPOCH);
    if (request.isAfter(at)) {
      return false;
    }
    Optional<ReportEnds.End> earlier = ends.find(trade).filter(it -> it.isTakenBackBy(request));
    earlier.ifPresent(it -> ends.takeBack(trade, it));
    return !ends.has(trade) && put(trade, How.GIVEN_UP, at);
  }

  private boolean put(PaymentId trade, How how, Instant requestedAt) {
    return ends.put(trade, how, requestedAt, time.instant()) == how;
  }

  private boolean handled(Fact fact) throws InterruptedException {
    Optional<PaymentId> trade = trade(fact);
    if (trade.isEmpty()) {
      return false;
    }
    boolean ended = ends.has(trade.get());
    if (ended && !isWish(fact)) {
      return false;
    }
    Optional<Long> before = version(trade.get());
    if (fact instanceof ReportNeeded needed) {
      handler.asked(needed);
    } else {
      handler.handle(fact);
    }
    return !version(trade.get()).equals(before) || ended != ends.has(trade.get());
  }

  private static Optional<PaymentId> trade(Fact fact) {
    return switch (fact) {
      case PaymentFact f when f.payment().channel().equals(Channel.CODE) ->
          Optional.of(f.payment().id());
      case ReportFact f -> Optional.of(f.trade().id());
      default -> Optional.empty();
    };
  }

  private Optional<Long> version(PaymentId trade) {
    return jobs.find(trade.toString()).map(DueRecord::ver);
  }
}
