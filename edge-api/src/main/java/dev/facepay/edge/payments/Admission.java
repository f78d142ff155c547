package dev.facepay.edge.payments;

import dev.facepay.edge.payments.PaymentStatus.Paid;
import dev.facepay.edge.payments.PaymentStatus.Refused;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a request, by what is known here. The pay stage is the authority: this refuses
 * only what it is sure of, and saves a way through the log.
 */
sealed interface Admission {

  /** The same request is known: its answer is this one's. */
  record Follow() implements Admission {}

  record Publish() implements Admission {}

  record Refuse(RejectReason reason) implements Admission {}

  /** As many payments are open as may be: this one would only wait behind them. */
  record SendAway() implements Admission {}

  /**
   * @param snapshot of the payment that is asked for
   * @param previous of what has the number of the attempt before it
   * @param room whether one more payment may begin
   */
  static Admission decide(
      PaymentRef asked,
      @Nullable PaymentSnapshot snapshot,
      @Nullable PaymentSnapshot previous,
      boolean room) {
    if (snapshot == null || snapshot.version() == 0 || snapshot.status() instanceof Refused) {
      Admission admission = afterPrevious(asked, previous);
      return admission instanceof Publish && !room ? new SendAway() : admission;
    }
    return snapshot.payment().fingerprint().equals(asked.fingerprint())
        ? new Follow()
        : new Refuse(RejectReason.OTHER_CONTENT);
  }

  private static Admission afterPrevious(PaymentRef asked, @Nullable PaymentSnapshot previous) {
    if (previous == null || previous.version() == 0 || previous.status() instanceof Refused) {
      return new Publish();
    }
    if (!isAttemptBefore(previous.payment(), asked)) {
      // Another order has taken its number, so it never was.
      return new Refuse(RejectReason.PREVIOUS_ATTEMPT_MISSING);
    }
    if (previous.status() instanceof Paid) {
      return new Refuse(RejectReason.ORDER_ALREADY_PAID);
    }
    return previous.isOpen() ? new Refuse(RejectReason.PREVIOUS_ATTEMPT_OPEN) : new Publish();
  }

  private static boolean isAttemptBefore(PaymentRef previous, PaymentRef asked) {
    return previous.orderNo().equals(asked.orderNo()) && previous.attempt() == asked.attempt() - 1;
  }
}
