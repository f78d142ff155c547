package dev.facepay.query;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.Timekeeper.Signal;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Documents;
import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.Document;

/**
 * Which payments their devices gave up. Written down, since the cancel may come before the payment
 * is unknown, or reach another instance; a worker that waits in this process is woken at once, any
 * other sees it at its next ask.
 */
final class Cancels implements FactHandler {

  private final Documents documents;
  private final Duration kept;

  /** The tasks that wait here for a payment; bounded by the stage's records in flight. */
  private final Map<PaymentId, Signal> waiting = new ConcurrentHashMap<>();

  /**
   * @param kept how long a cancel is known
   */
  Cancels(Documents documents, Duration kept) {
    this.documents = documents;
    this.kept = kept;
  }

  @Override
  public void handle(Fact fact) {
    if (fact instanceof CancelRequested cancel) {
      note(cancel);
      Signal waiter = waiting.get(cancel.payment().id());
      if (waiter != null) {
        waiter.raise();
      }
    }
  }

  /** False if one is written down already. */
  boolean note(CancelRequested cancel) {
    return documents.insert(
        new Document("_id", cancel.payment().id().toString())
            .append("ver", 1L)
            .append("requested_at", cancel.occurredAt().toEpochMilli())
            .append(Documents.EXPIRE_AT, Date.from(cancel.occurredAt().plus(kept))));
  }

  boolean requested(PaymentId id) {
    return documents.find(id.toString()).isPresent();
  }

  /** The signal is raised when this process hears of a cancel; forget it when done. */
  Signal watch(PaymentId id) {
    return waiting.computeIfAbsent(id, _ -> new Signal());
  }

  void forget(PaymentId id, Signal signal) {
    waiting.remove(id, signal);
  }
}
