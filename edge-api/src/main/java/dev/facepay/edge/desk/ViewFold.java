package dev.facepay.edge.desk;

import dev.facepay.edge.desk.Standing.NotPaid;
import dev.facepay.edge.desk.Standing.Paid;
import dev.facepay.edge.desk.Standing.Processing;
import dev.facepay.edge.desk.Standing.Refused;
import dev.facepay.edge.desk.Standing.Reversing;
import dev.facepay.edge.desk.Standing.Waiting;
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
 * View + fact → view. The facts of a payment stand in several topics, so they come in any order and
 * more than once: versions only rise, what is final stays, and "not paid, reversing" never becomes
 * paid.
 */
final class ViewFold {

  private ViewFold() {}

  /** The same view if the fact changes nothing. */
  static @Nullable PaymentView fold(@Nullable PaymentView view, PaymentFact fact) {
    return switch (fact) {
      case Requested f -> requested(view, f.payment());
      case RequestRejected f -> rejected(view, f);
      case Unknown f -> advance(view, f, new Waiting(f.reason()));
      case ReverseNeeded f -> advance(view, f, new Reversing(f.reason()));
      case Succeeded f -> advance(view, f, new Paid(f.transactionId()));
      case Failed f -> advance(view, f, new NotPaid(f.reason()));
      case Reversed f -> advance(view, f, new Standing.Reversed(f.how()));
      case CancelRequested f -> view == null ? null : view.cancelled();
      case AttentionNeeded f -> attention(view, f, f.reason(), true);
      case AttentionResolved f -> attention(view, f, f.reason(), false);
      // What comes of it is another fact.
      case ActRequested f -> view;
    };
  }

  /** Whether a fact says of a payment what must not be said any more; a bug somewhere. */
  static boolean contradicts(@Nullable PaymentView view, PaymentFact fact) {
    if (view == null || !(fact instanceof PaymentFact.Settled settled)) {
      return false;
    }
    boolean saysPaid = settled instanceof Succeeded;
    return switch (view.standing()) {
      case Paid s -> !saysPaid;
      case NotPaid s -> saysPaid;
      case Standing.Reversed s -> saysPaid;
      case Reversing s -> saysPaid;
      case Processing s -> false;
      case Waiting s -> false;
      case Refused s -> false;
    };
  }

  private static PaymentView requested(@Nullable PaymentView view, PaymentRef payment) {
    Instant at = payment.requestedAt();
    PaymentView fresh =
        new PaymentView(
            payment, new Processing(at), 1, at, view == null ? Set.of() : view.attention(), false);
    if (view == null || view.version() == 0) {
      return fresh;
    }
    boolean same = sameContent(view, payment);
    return switch (view.standing()) {
      case Refused s -> !same || at.isAfter(s.askedAt()) ? fresh : view;
      case Processing s -> same && at.isAfter(s.askedAt()) ? view.with(new Processing(at)) : view;
      case Waiting s -> view;
      case Reversing s -> view;
      case Standing.Final s -> view;
    };
  }

  /**
   * A refusal may be about another content, or older than the request that the view stands by:
   * those change nothing.
   */
  private static PaymentView rejected(@Nullable PaymentView view, RequestRejected fact) {
    PaymentRef payment = fact.payment();
    Instant askedAt = payment.requestedAt();
    PaymentView refused =
        new PaymentView(
            payment,
            new Refused(fact.reason(), askedAt),
            1,
            fact.occurredAt(),
            view == null ? Set.of() : view.attention(),
            false);
    if (view == null || view.version() == 0) {
      return refused;
    }
    return switch (view.standing()) {
      case Processing s ->
          sameContent(view, payment) && !askedAt.isBefore(s.askedAt()) ? refused : view;
      case Refused s -> askedAt.isAfter(s.askedAt()) ? refused : view;
      case Waiting s -> view;
      case Reversing s -> view;
      case Standing.Final s -> view;
    };
  }

  private static PaymentView advance(
      @Nullable PaymentView view, PaymentFact fact, Standing standing) {
    if (view != null) {
      boolean stale = view.isFinal() || fact.version() <= view.version();
      if (stale || contradicts(view, fact)) {
        return view;
      }
    }
    return new PaymentView(
        fact.payment(),
        standing,
        fact.version(),
        fact.occurredAt(),
        view == null ? Set.of() : view.attention(),
        view != null && view.cancelAsked());
  }

  private static PaymentView attention(
      @Nullable PaymentView view, PaymentFact fact, Coded<AttentionReason> reason, boolean needed) {
    PaymentView known =
        view == null
            ? new PaymentView(
                fact.payment(),
                new Processing(fact.payment().requestedAt()),
                0,
                fact.occurredAt(),
                Set.of(),
                false)
            : view;
    Set<Coded<AttentionReason>> reasons = new HashSet<>(known.attention());
    boolean changed = needed ? reasons.add(reason) : reasons.remove(reason);
    return changed ? known.with(reasons) : known;
  }

  private static boolean sameContent(PaymentView view, PaymentRef payment) {
    return view.payment().fingerprint().equals(payment.fingerprint());
  }
}
