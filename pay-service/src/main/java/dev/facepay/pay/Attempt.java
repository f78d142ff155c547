package dev.facepay.pay;

import dev.facepay.payment.PaymentFact.Outcome;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Unknown;
import java.time.Instant;
import java.util.Optional;

/**
 * One pay attempt as it is written down before any byte goes out.
 *
 * <ul>
 *   <li>absent → {@link Asking}: the right to ask, once, until the lease ends
 *   <li>absent → {@link Answered}: nothing will ever be asked (too old, unreadable)
 *   <li>{@link Asking} → {@link Answered}: the reply, or "interrupted" when the lease has lapsed
 *   <li>{@link Answered} unknown → {@link Answered} unknown: handed over once more
 *   <li>{@link Answered} unknown → {@link Closed}: what query or reverse found out
 * </ul>
 *
 * <p>Nothing leads back to {@code Asking}: that is why nobody is charged twice.
 */
sealed interface Attempt {

  /** Keyed hash of the request's content. */
  String fingerprint();

  /** Whether nobody knows yet how it ended. */
  default boolean isOpen() {
    return switch (this) {
      case Asking _ -> true;
      case Answered answered -> answered.fact() instanceof Unknown;
      case Closed _ -> false;
    };
  }

  /** When all is said; empty while it is not. */
  default Optional<Instant> endedAt() {
    return switch (this) {
      case Asking _ -> Optional.empty();
      case Answered answered ->
          answered.again().isEmpty() && answered.fact() instanceof Settled settled
              ? Optional.of(settled.occurredAt())
              : Optional.empty();
      case Closed closed -> Optional.of(closed.outcome().occurredAt());
    };
  }

  /**
   * @param ifInterrupted what is true if no answer is written down before the lease ends
   */
  record Asking(String fingerprint, Instant leaseUntil, Unknown ifInterrupted) implements Attempt {}

  /**
   * @param again when the sweep says the fact; empty if it need not: who has the record says it,
   *     and it is final
   */
  record Answered(String fingerprint, Outcome fact, Optional<Again> again) implements Attempt {

    /** Said by who has the record, and then no more. */
    Answered(String fingerprint, Outcome fact) {
      this(fingerprint, fact, Optional.empty());
    }
  }

  /**
   * A fact that is said again unless something happens before: one that only the sweep knows, or an
   * unknown that nobody has closed.
   *
   * @param handOvers how often an unknown was handed over again so far
   */
  record Again(Instant at, int handOvers) {}

  record Closed(String fingerprint, Outcome fact, Settled outcome) implements Attempt {}
}
