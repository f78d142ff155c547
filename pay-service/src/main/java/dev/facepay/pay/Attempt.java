package dev.facepay.pay;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Unknown;
import java.time.Instant;

/**
 * One pay attempt as it is written down before any byte goes out.
 *
 * <ul>
 *   <li>absent → {@link Asking}: the right to ask, once, until the lease ends
 *   <li>absent → {@link Answered}: nothing will ever be asked (too old, unreadable)
 *   <li>{@link Asking} → {@link Answered}: the reply, or "interrupted" when the lease has lapsed
 *   <li>{@link Answered} unknown → {@link Closed}: what query or reverse found out
 * </ul>
 *
 * <p>Nothing leads back to {@code Asking}: that is why nobody is charged twice.
 */
sealed interface Attempt {

  /** Keyed hash of the request's content. */
  String fingerprint();

  /**
   * @param ifInterrupted what is true if no answer is written down before the lease ends
   */
  record Asking(String fingerprint, Instant leaseUntil, Unknown ifInterrupted) implements Attempt {}

  /**
   * @param unpublished true while only the sweep knows the fact: the record that would repeat it is
   *     gone
   */
  record Answered(String fingerprint, PaymentFact fact, boolean unpublished) implements Attempt {

    Answered(String fingerprint, PaymentFact fact) {
      this(fingerprint, fact, false);
    }
  }

  record Closed(String fingerprint, PaymentFact fact, Settled outcome) implements Attempt {}
}
