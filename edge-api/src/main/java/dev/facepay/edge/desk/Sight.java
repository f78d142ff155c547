package dev.facepay.edge.desk;

import java.time.Duration;
import java.time.Instant;

/**
 * A payment as a device sees it at a moment.
 *
 * @param deadlineAt by when the device has an answer
 * @param overdue whether that time is over without one
 */
public record Sight(PaymentView view, Instant deadlineAt, boolean overdue) {

  static Sight of(PaymentView view, Duration answerWithin, Instant now) {
    Instant deadlineAt = view.payment().requestedAt().plus(answerWithin);
    boolean unanswered = view.isOpen() && view.paid() == null;
    return new Sight(view, deadlineAt, unanswered && !now.isBefore(deadlineAt));
  }

  /** Differs whenever the device would be shown something else. */
  public String tag() {
    return view.version()
        + (view.attention().isEmpty() ? "" : ".attention")
        + (overdue ? ".overdue" : "");
  }
}
