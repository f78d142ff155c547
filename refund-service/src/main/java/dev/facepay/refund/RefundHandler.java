package dev.facepay.refund;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.Amended;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.stage.FactHandler;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.bson.Document;

/** Writes down what was paid and what is asked for; {@link Refunder} does it. */
final class RefundHandler implements FactHandler {

  /** While somebody works on the payment: as long as a call at most. */
  private static final Duration BUSY = Duration.ofMillis(200);

  private final RefundStore store;
  private final DueRecords work;
  private final Timekeeper time;
  private final RefundSettings settings;

  RefundHandler(RefundStore store, DueRecords work, Timekeeper time, RefundSettings settings) {
    this.store = store;
    this.work = work;
    this.time = time;
    this.settings = settings;
  }

  @Override
  public void handle(Fact fact) throws InterruptedException {
    switch (fact) {
      case Succeeded paid -> paid(paid);
      case RefundRequested request -> requested(request);
      default -> {}
    }
  }

  private void paid(Succeeded fact) throws InterruptedException {
    PaymentId id = fact.payment().id();
    if (store.begin(fact)) {
      return;
    }
    Instant now = time.instant();
    Refunds refunds = store.change(id, now, was -> AdmissionDecider.paid(was, fact, now, settings));
    if (refunds.open() || !refunds.unsaid().isEmpty()) {
      wake(id);
    }
  }

  /** In this order: work that finds no document has nothing to do. */
  private void requested(RefundRequested request) throws InterruptedException {
    PaymentId id = request.refund().payment();
    Instant now = time.instant();
    store.change(id, now, was -> AdmissionDecider.requested(was, request, now, settings));
    wake(id);
  }

  /** Returns when the work on the payment is due, by a record that nobody has taken up yet. */
  private void wake(PaymentId id) throws InterruptedException {
    while (true) {
      Instant now = time.instant();
      if (work.open(DueRecord.first(id.toString(), now, new Document()))
          || work.amend(id.toString(), now, UnaryOperator.identity()) == Amended.DONE) {
        return;
      }
      time.sleep(BUSY);
    }
  }
}
