package dev.facepay.report;

import dev.facepay.payment.Channel;
import dev.facepay.payment.Coded;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Topic;
import dev.facepay.payment.TradeRef;
import dev.facepay.report.JobMove.How;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.stage.FactHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Writes what facts say into the trade's job; {@link Reporter} decides. Any order and any number of
 * repeats come to the same.
 */
final class JobHandler implements FactHandler {

  /** Also the consumer group's name, so never to be changed. */
  public static final String STAGE = "report-jobs";

  public static final Set<Topic> TOPICS =
      Set.of(Topic.PAYMENT_REQUESTED, Topic.PAYMENT_SETTLED, Topic.REPORT_SETTLED);

  /** While the job is in work: it is written down and published within milliseconds. */
  private static final Duration BUSY = Duration.ofMillis(50);

  /** A payment that has not succeeded needs no look soon: what happens to it makes its job due. */
  private static final Duration UNPAID = Duration.ofMinutes(1);

  private final DueRecords jobs;
  private final ReportEnds ends;
  private final Timekeeper time;

  public JobHandler(DueRecords jobs, ReportEnds ends, Timekeeper time) {
    this.jobs = jobs;
    this.ends = ends;
    this.time = time;
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    Instant now = time.instant();
    switch (fact) {
      case Requested f when byCode(f.payment().channel()) ->
          change(TradeRef.of(f.payment()), true, job -> job.withCode(f.authCode()));
      case Succeeded f when byCode(f.payment().channel()) ->
          change(TradeRef.of(f.payment()), true, job -> job.paid(f.paidAt(), now));
      case Failed f when byCode(f.payment().channel()) ->
          change(TradeRef.of(f.payment()), false, TradeJob::close);
      case Reversed f when byCode(f.payment().channel()) ->
          change(TradeRef.of(f.payment()), false, TradeJob::close);
      case TradeTold f ->
          change(
              f.trade(),
              true,
              job -> {
                TradeJob paid = job.paid(f.paidAt(), now);
                return f.authCode() == null ? paid : paid.withCode(f.authCode());
              });
      case ReportTold f -> told(f, now);
      case ReportActRequested f -> act(f, now);
      default -> {}
    }
  }

  /** The device was asked, and the job may not know it. */
  void asked(ReportNeeded needed) throws InterruptedException {
    change(needed.trade(), false, job -> job.wasAsked(needed));
  }

  private static boolean byCode(Coded<Channel> channel) {
    return channel == Channel.CODE;
  }

  /** A confirmation ends it, whatever else is known: also one that comes before its trade. */
  private void told(ReportTold told, Instant now) throws InterruptedException {
    if (told.outcome() == ReportOutcome.CONFIRMED) {
      ends.put(told.trade().id(), How.CONFIRMED, Instant.EPOCH, now);
      jobs.amend(told.trade().id().toString(), now, UnaryOperator.identity());
      return;
    }
    ReportDelay reason = JobDecider.reason(told);
    change(told.trade(), false, job -> job.failed(told.tryNo(), reason, now));
  }

  /**
   * A person's request goes into the job while nobody works on it. A job that was given up begins
   * anew; one that ended otherwise stays ended: what WeChat has is never reported again.
   */
  private void act(ReportActRequested act, Instant now) throws InterruptedException {
    PaymentId trade = act.trade().id();
    while (true) {
      Optional<ReportEnds.End> end = ends.find(trade);
      if (end.isPresent() && !end.get().isTakenBackBy(act.occurredAt())) {
        return;
      }
      boolean open = end.isEmpty() || ends.takeBack(trade, end.get());
      if (open && changed(act.trade(), true, job -> job.requested(act, now))) {
        return;
      }
      time.sleep(BUSY);
    }
  }

  private void change(TradeRef trade, boolean mayOpen, UnaryOperator<TradeJob> change)
      throws InterruptedException {
    while (!ends.has(trade.id()) && !changed(trade, mayOpen, change)) {
      time.sleep(BUSY);
    }
  }

  private boolean changed(TradeRef trade, boolean mayOpen, UnaryOperator<TradeJob> change) {
    String id = trade.id().toString();
    Instant now = time.instant();
    Optional<DueRecord> found = jobs.find(id);
    if (found.isEmpty()) {
      TradeJob begun = change.apply(TradeJob.begin(trade, now));
      Instant due = begun.paid().isPresent() ? now : now.plus(UNPAID);
      return !mayOpen || jobs.open(DueRecord.first(id, due, JobDocument.write(begun)));
    }
    DueRecord record = found.get();
    TradeJob before = JobDocument.read(record.body());
    // What is decided but not released yet is not in the body: then the change must wait.
    boolean free = !record.leased() && record.unpublished().isEmpty();
    if (free && change.apply(before).equals(before)) {
      return true;
    }
    return jobs.amend(id, now, body -> JobDocument.write(change.apply(JobDocument.read(body))))
        == DueRecords.Amended.DONE;
  }
}
