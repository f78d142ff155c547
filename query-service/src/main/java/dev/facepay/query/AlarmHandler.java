package dev.facepay.query;

import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import java.time.Instant;

/** Says an alarm that catch-up found unsaid. */
final class AlarmHandler implements DueHandler {

  static DueRecord due(AttentionNeeded alarm, Instant at) {
    return DueRecord.first(id(alarm), at, StoredFact.write(alarm));
  }

  /** A payment has one decision, and a decision one alarm. */
  static String id(AttentionNeeded alarm) {
    return alarm.payment().id().toString();
  }

  @Override
  public DueStep handle(DueRecord claimed) {
    return DueStep.finished(StoredFact.read(claimed.body()));
  }
}
