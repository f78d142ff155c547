package dev.facepay.edge.payments;

import dev.facepay.edge.access.EdgeProblem;
import dev.facepay.http.ProblemCode;
import dev.facepay.payment.Coded;
import dev.facepay.payment.RejectReason;
import dev.facepay.runtime.fill.FillWatch.Fullness;
import java.time.Duration;

/** What became of what a device asked for. */
sealed interface PaymentResult {

  /**
   * @param repeat whether the same request was known before
   */
  record Known(PaymentView view, boolean repeat) implements PaymentResult {}

  /**
   * There is nothing newer than what the device has seen.
   *
   * @param tag of what it has seen
   * @param isFinal whether nothing newer will ever come
   */
  record Unchanged(String tag, boolean isFinal) implements PaymentResult {}

  /** The request was turned away and touched no payment. */
  record Refused(Coded<RejectReason> reason) implements PaymentResult {

    ProblemCode problem() {
      return switch (reason) {
        case RejectReason.OTHER_CONTENT -> EdgeProblem.ORDER_NUMBER_REUSED;
        case RejectReason.PREVIOUS_ATTEMPT_OPEN -> EdgeProblem.ATTEMPT_OPEN;
        case RejectReason.PREVIOUS_ATTEMPT_MISSING -> EdgeProblem.PREVIOUS_ATTEMPT_MISSING;
        case RejectReason.ORDER_ALREADY_PAID -> EdgeProblem.ORDER_ALREADY_PAID;
        case Coded.Other<RejectReason> other -> EdgeProblem.REQUEST_REFUSED;
      };
    }
  }

  /**
   * No such payment of this device's store in memory.
   *
   * @param foreign whether there is one of another store or merchant: for the audit, not for the
   *     device
   */
  record NotKnown(boolean foreign) implements PaymentResult {}

  /**
   * {@code time_expire} is too near to begin a payment.
   *
   * @param atLeast how far away it must be
   */
  record ExpiresTooSoon(Duration atLeast) implements PaymentResult {}

  /** There is no room for a new payment: nothing was published. */
  record NoRoom(Fullness place) implements PaymentResult {}

  /**
   * The broker did not acknowledge: what was asked for may be in the log or not, and repeating it
   * is safe.
   */
  record NotPublished() implements PaymentResult {}

  /**
   * More is asked for than is answered: nothing was published.
   *
   * @param comeAgainSeconds 1 or more
   */
  record Overloaded(long comeAgainSeconds) implements PaymentResult {}

  /** So many payments are open that a new one would only wait behind them. */
  record Busy() implements PaymentResult {}
}
