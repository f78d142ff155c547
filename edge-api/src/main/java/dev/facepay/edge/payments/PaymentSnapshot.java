package dev.facepay.edge.payments;

import dev.facepay.edge.payments.PaymentStatus.NotPaid;
import dev.facepay.edge.payments.PaymentStatus.Paid;
import dev.facepay.edge.payments.PaymentStatus.Processing;
import dev.facepay.edge.payments.PaymentStatus.Refused;
import dev.facepay.edge.payments.PaymentStatus.Reversing;
import dev.facepay.edge.payments.PaymentStatus.Waiting;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Coded;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentRef;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of one payment. Its facts stand in several topics, so they come in any order
 * and more than once: versions only rise, what is final stays, and "not paid, reversing" never
 * becomes paid.
 *
 * @param version that of the fact it stands by; 0 if only side facts (attention) are known so far
 * @param attention what a person must look at, as long as nobody has
 * @param cancelAsked whether this instance has published that the device gives it up
 */
record PaymentSnapshot(
    PaymentRef payment,
    PaymentStatus status,
    int version,
    Instant updatedAt,
    Set<Coded<AttentionReason>> attention,
    boolean cancelAsked) {

  PaymentSnapshot {
    attention = Set.copyOf(attention);
  }

  boolean isFinal() {
    return status instanceof PaymentStatus.Final;
  }

  /** Whether money may still move. */
  boolean isOpen() {
    return switch (status) {
      case Processing s -> true;
      case Waiting s -> true;
      case Reversing s -> true;
      case Refused s -> false;
      case PaymentStatus.Final s -> false;
    };
  }

  /** True, false, or null as long as nobody knows. */
  @Nullable Boolean paid() {
    return switch (status) {
      case Paid s -> true;
      case PaymentStatus.NotPaid s -> false;
      case PaymentStatus.Reversed s -> false;
      case Reversing s -> false;
      case Processing s -> null;
      case Waiting s -> null;
      case Refused s -> null;
    };
  }

  PaymentSnapshot with(Set<Coded<AttentionReason>> reasons) {
    return new PaymentSnapshot(payment, status, version, updatedAt, reasons, cancelAsked);
  }

  PaymentSnapshot with(PaymentStatus changed) {
    return new PaymentSnapshot(payment, changed, version, updatedAt, attention, cancelAsked);
  }

  PaymentSnapshot cancelled() {
    return new PaymentSnapshot(payment, status, version, updatedAt, attention, true);
  }

  /** The same snapshot if the fact changes nothing. */
  static @Nullable PaymentSnapshot fold(@Nullable PaymentSnapshot snapshot, PaymentFact fact) {
    return switch (fact) {
      case Requested f -> requested(snapshot, f.payment());
      case RequestRejected f -> rejected(snapshot, f);
      case Unknown f -> advance(snapshot, f, new Waiting(f.reason()));
      case ReverseNeeded f -> advance(snapshot, f, new Reversing(f.reason()));
      case Succeeded f -> advance(snapshot, f, new Paid(f.transactionId()));
      case Failed f -> advance(snapshot, f, new NotPaid(f.reason()));
      case Reversed f -> advance(snapshot, f, new PaymentStatus.Reversed(f.how()));
      case CancelRequested f -> snapshot == null ? null : snapshot.cancelled();
      case AttentionNeeded f -> attention(snapshot, f, f.reason(), true);
      case AttentionResolved f -> attention(snapshot, f, f.reason(), false);
      // What comes of it is another fact.
      case ActRequested f -> snapshot;
    };
  }

  /** Whether a fact says of a payment what must not be said any more; a bug somewhere. */
  static boolean contradicts(@Nullable PaymentSnapshot snapshot, PaymentFact fact) {
    if (snapshot == null || !(fact instanceof PaymentFact.Settled settled)) {
      return false;
    }
    boolean saysPaid = settled instanceof Succeeded;
    return switch (snapshot.status()) {
      case Paid s -> !saysPaid;
      case NotPaid s -> saysPaid;
      case PaymentStatus.Reversed s -> saysPaid;
      case Reversing s -> saysPaid;
      case Processing s -> false;
      case Waiting s -> false;
      case Refused s -> false;
    };
  }

  private static PaymentSnapshot requested(@Nullable PaymentSnapshot snapshot, PaymentRef payment) {
    Instant at = payment.requestedAt();
    PaymentSnapshot fresh =
        new PaymentSnapshot(
            payment,
            new Processing(at),
            1,
            at,
            snapshot == null ? Set.of() : snapshot.attention(),
            false);
    if (snapshot == null || snapshot.version() == 0) {
      return fresh;
    }
    boolean same = sameContent(snapshot, payment);
    return switch (snapshot.status()) {
      case Refused s -> !same || at.isAfter(s.askedAt()) ? fresh : snapshot;
      case Processing s ->
          same && at.isAfter(s.askedAt()) ? snapshot.with(new Processing(at)) : snapshot;
      case Waiting s -> snapshot;
      case Reversing s -> snapshot;
      case PaymentStatus.Final s -> snapshot;
    };
  }

  /**
   * A refusal may be about another content, or older than the request that the snapshot stands by:
   * those change nothing.
   */
  private static PaymentSnapshot rejected(
      @Nullable PaymentSnapshot snapshot, RequestRejected fact) {
    PaymentRef payment = fact.payment();
    Instant askedAt = payment.requestedAt();
    PaymentSnapshot refused =
        new PaymentSnapshot(
            payment,
            new Refused(fact.reason(), askedAt),
            1,
            fact.occurredAt(),
            snapshot == null ? Set.of() : snapshot.attention(),
            false);
    if (snapshot == null || snapshot.version() == 0) {
      return refused;
    }
    return switch (snapshot.status()) {
      case Processing s ->
          sameContent(snapshot, payment) && !askedAt.isBefore(s.askedAt()) ? refused : snapshot;
      case Refused s -> askedAt.isAfter(s.askedAt()) ? refused : snapshot;
      case Waiting s -> snapshot;
      case Reversing s -> snapshot;
      case PaymentStatus.Final s -> snapshot;
    };
  }

  private static PaymentSnapshot advance(
      @Nullable PaymentSnapshot snapshot, PaymentFact fact, PaymentStatus status) {
    if (snapshot != null) {
      boolean stale = snapshot.isFinal() || fact.version() <= snapshot.version();
      if (stale || contradicts(snapshot, fact)) {
        return snapshot;
      }
    }
    return new PaymentSnapshot(
        fact.payment(),
        status,
        fact.version(),
        fact.occurredAt(),
        snapshot == null ? Set.of() : snapshot.attention(),
        snapshot != null && snapshot.cancelAsked());
  }

  private static PaymentSnapshot attention(
      @Nullable PaymentSnapshot snapshot,
      PaymentFact fact,
      Coded<AttentionReason> reason,
      boolean needed) {
    PaymentSnapshot known =
        snapshot == null
            ? new PaymentSnapshot(
                fact.payment(),
                new Processing(fact.payment().requestedAt()),
                0,
                fact.occurredAt(),
                Set.of(),
                false)
            : snapshot;
    Set<Coded<AttentionReason>> reasons = new HashSet<>(known.attention());
    boolean changed = needed ? reasons.add(reason) : reasons.remove(reason);
    return changed ? known.with(reasons) : known;
  }

  private static boolean sameContent(PaymentSnapshot snapshot, PaymentRef payment) {
    return snapshot.payment().fingerprint().equals(payment.fingerprint());
  }
}
