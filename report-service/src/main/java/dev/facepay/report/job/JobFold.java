package dev.facepay.report.job;

import dev.facepay.payment.Channel;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Topic;
import dev.facepay.report.job.JobMove.How;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecord;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.fact.LogFold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the log says of reports, for documents that were restored from an older copy: what is
 * reported is not reported again, what is not is not forgotten, and no try has its number twice.
 */
public final class JobFold {

  private final DueRecords jobs;
  private final Ends ends;
  private final Timekeeper time;
  private final JobHandler handler;

  public JobFold(DueRecords jobs, Ends ends, Timekeeper time) {
    this.jobs = jobs;
    this.ends = ends;
    this.time = time;
    this.handler = new JobHandler(jobs, ends, time);
  }

  /** Ends first, then which trades there are, then what was tried, then what came of it. */
  public List<LogFold> folds() {
    return List.of(
        new LogFold(Topic.REPORT_SETTLED, (fact, _) -> confirmed(fact)),
        new LogFold(Topic.REPORT_NEEDED, (fact, _) -> givenUp(fact)),
        new LogFold(Topic.PAYMENT_REQUESTED, (fact, _) -> handled(fact)),
        new LogFold(Topic.PAYMENT_SETTLED, (fact, _) -> handled(fact)),
        new LogFold(Topic.REPORT_SETTLED, (fact, _) -> fact instanceof TradeTold && handled(fact)),
        new LogFold(
            Topic.REPORT_NEEDED, (fact, _) -> fact instanceof ReportNeeded && handled(fact)),
        new LogFold(
            Topic.REPORT_SETTLED, (fact, _) -> !(fact instanceof TradeTold) && handled(fact)));
  }

  private boolean confirmed(Fact fact) {
    return fact instanceof ReportTold told
        && told.outcome().equals(ReportOutcome.CONFIRMED)
        && ended(told.trade().id(), How.CONFIRMED);
  }

  private boolean givenUp(Fact fact) {
    return fact instanceof ReportDelayed delayed
        && delayed.reason().equals(ReportDelay.GIVEN_UP)
        && ended(delayed.trade().id(), How.GIVEN_UP);
  }

  private boolean ended(PaymentId trade, How how) {
    return !ends.has(trade) && ends.put(trade, how, Instant.EPOCH, time.instant()) == how;
  }

  private boolean handled(Fact fact) throws InterruptedException {
    Optional<PaymentId> trade = trade(fact);
    if (trade.isEmpty() || ends.has(trade.get())) {
      return false;
    }
    Optional<Long> before = version(trade.get());
    if (fact instanceof ReportNeeded needed) {
      handler.asked(needed);
    } else {
      handler.handle(fact);
    }
    return !version(trade.get()).equals(before);
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
