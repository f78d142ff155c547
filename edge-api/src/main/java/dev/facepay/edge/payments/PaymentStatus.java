package dev.facepay.edge.payments;

import dev.facepay.payment.Coded;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.UnknownReason;
import java.time.Instant;

/**
 * Where a payment stands: processing → (paid | not paid | waiting) → (paid | not paid | reversing)
 * → reversed. Refused means that the latest request was turned away and no payment is known.
 */
sealed interface PaymentStatus {

  /** These never change. */
  sealed interface Final extends PaymentStatus {}

  /**
   * @param askedAt the acceptance of the latest request with this content; a refusal of an earlier
   *     one says nothing about it
   */
  record Processing(Instant askedAt) implements PaymentStatus {}

  record Waiting(Coded<UnknownReason> reason) implements PaymentStatus {

    /** Whether the buyer must do something on the phone. */
    boolean needsTheBuyer() {
      return reason == UnknownReason.USER_PAYING;
    }
  }

  /** Not paid, and never to become paid: devices have been told. */
  record Reversing(Coded<ReverseReason> reason) implements PaymentStatus {}

  record Paid(String transactionId) implements Final {}

  record NotPaid(Coded<FailureReason> reason) implements Final {}

  record Reversed(Coded<ReversedHow> how) implements Final {}

  /**
   * @param askedAt the acceptance of the request that was refused
   */
  record Refused(Coded<RejectReason> reason, Instant askedAt) implements PaymentStatus {}
}
