package dev.facepay.refund;

import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.refund.Refunds.Refund;
import dev.facepay.refund.Refunds.State;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a refund that somebody asks for may be made: its money is set aside, or it is refused.
 * Total functions over values.
 */
final class AdmissionDecider {

  /** WeChat's bound (spec section 10). */
  static final int REFUNDS_MAX = 50;

  /** Refused ones are remembered too, so that a repeat gets the same answer; not without bound. */
  static final int REMEMBERED_MAX = 200;

  private AdmissionDecider() {}

  /** A request: the same again, another content under its number, or a new one. */
  static Refunds requested(Refunds was, RefundRequested request, Instant now, RefundSettings by) {
    RefundRef ref = request.refund();
    Optional<Refund> known = was.find(ref.refundNo());
    if (known.isPresent()) {
      Refund refund = known.get();
      if (!isSame(refund.request(), request)) {
        String text = "the refund of this number has another content";
        return refuse(was, ref, RefundFailure.OTHER_CONTENT, text);
      }
      return refund.end().isPresent() ? was.say(refund.end().get()) : was;
    }
    if (was.all().size() >= REMEMBERED_MAX) {
      return refuse(
          was, ref, RefundFailure.TOO_MANY, "too many requests for refunds of this payment");
    }
    Refunds next = was.add(Refund.of(request, now.plus(by.settledWait())));
    return next.total().isPresent() ? admit(next, ref.refundNo(), now, by) : next;
  }

  /** Not remembered, so with a time that is the same when the request comes again. */
  private static Refunds refuse(Refunds was, RefundRef ref, RefundFailure reason, String text) {
    return was.say(new RefundFailed(ref, reason, "", text, ref.requestedAt()));
  }

  private static boolean isSame(RefundRequested one, RefundRequested other) {
    return one.refund().amount().equals(other.refund().amount()) && one.why().equals(other.why());
  }

  /** The payment is known to be paid: what waits for that is looked at, in its order. */
  static Refunds paid(Refunds was, Succeeded fact, Instant now, RefundSettings by) {
    return was.paid().isPresent() ? was : admitAll(was.paid(fact), now, by);
  }

  static Refunds admitAll(Refunds was, Instant now, RefundSettings by) {
    Refunds next = was;
    for (Refund refund : was.all()) {
      if (refund.state() == State.NEW) {
        next = admit(next, refund.number(), now, by);
      }
    }
    return next;
  }

  /** Sets its money aside, or refuses it. */
  static Refunds admit(Refunds was, RefundNo number, Instant now, RefundSettings by) {
    Refund refund = was.find(number).orElseThrow();
    Optional<RefundFailed> refusal = refusal(was, refund.request(), now, by);
    return refusal.isPresent()
        ? RefundEnding.failed(was, refund, refusal.get())
        : was.change(number, it -> it.next(State.RESERVED, false, now).looking(true));
  }

  private static Optional<RefundFailed> refusal(
      Refunds was, RefundRequested request, Instant now, RefundSettings by) {
    RefundRef ref = request.refund();
    long fen = ref.amount().fen();
    Optional<Succeeded> paid = was.paid();
    // Where a newer release asks, the bounds of a till are the safe ones.
    boolean till = request.askedBy() != RefundAsker.OPERATOR;
    if (till && fen > by.tillMaxFen()) {
      return refused(ref, RefundFailure.ABOVE_LIMIT, "at most " + by.tillMaxFen() + " fen", now);
    }
    if (till && paid.isEmpty()) {
      return refused(ref, RefundFailure.STORE_MISMATCH, "the payment's store is not known", now);
    }
    if (till && !paid.orElseThrow().payment().store().equals(ref.store())) {
      return refused(ref, RefundFailure.STORE_MISMATCH, "another store's payment", now);
    }
    if (paid.isPresent() && now.isAfter(paid.get().paidAt().plus(by.window()))) {
      return refused(ref, RefundFailure.TOO_OLD, "paid at " + paid.get().paidAt(), now);
    }
    if (was.reserved() >= REFUNDS_MAX) {
      return refused(ref, RefundFailure.TOO_MANY, REFUNDS_MAX + " refunds are there", now);
    }
    long left = was.leftFen();
    return fen > left
        ? refused(ref, RefundFailure.MORE_THAN_PAID, left + " fen are left", now)
        : Optional.empty();
  }

  private static Optional<RefundFailed> refused(
      RefundRef ref, RefundFailure reason, String text, Instant now) {
    return Optional.of(new RefundFailed(ref, reason, "", text, now));
  }
}
