package dev.facepay.query;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.Unclear;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the query stage does next. Total functions over values: no clock, no effects. */
final class QueryDecider {

  private QueryDecider() {}

  /**
   * When one payment is asked about.
   *
   * @param first a point in the past means "now"
   * @param deadline the last point
   */
  record Schedule(Instant first, Duration every, Instant deadline) {

    /**
     * The first point that lies after the last ask; the deadline is always a point.
     *
     * @param lastAsk empty if this worker has not asked yet
     */
    Instant nextAsk(Optional<Instant> lastAsk) {
      Instant point = first;
      if (lastAsk.isPresent() && !point.isAfter(lastAsk.get())) {
        long steps = Duration.between(point, lastAsk.get()).dividedBy(every) + 1;
        point = point.plus(every.multipliedBy(steps));
      }
      return earlier(point, deadline);
    }

    boolean isLast(Instant askedAt) {
      return !askedAt.isBefore(deadline);
    }
  }

  /**
   * Counted from when the broker took the fact, which a restart does not move. One that was handed
   * over long after its own time, or of a request that was too old when it was read, has had all
   * this time already.
   *
   * @param loggedAt told by the clock that the asks are made by
   */
  static Schedule schedule(Unknown unknown, Instant loggedAt, QuerySettings settings) {
    Instant start =
        unknown.reason() == UnknownReason.TOO_LATE
            ? loggedAt.minus(settings.deadline())
            : earlier(loggedAt, unknown.occurredAt().plus(settings.clockSkewMax()));
    Duration wait =
        unknown.reason() == UnknownReason.USER_PAYING
            ? settings.firstWhenPaying()
            : settings.first();
    return new Schedule(start.plus(wait), settings.every(), start.plus(settings.deadline()));
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  /**
   * What an answer means.
   *
   * @param cancelled the device gave up before it was asked: then this was the last ask
   * @param last it was asked at the deadline, or later
   * @return empty if it must be asked again
   */
  static Optional<PaymentFact> decide(
      Unknown unknown, OrderQuery.Outcome outcome, boolean cancelled, boolean last, Instant now) {
    return switch (outcome) {
      case OrderQuery.State state when mayBeAnothers(unknown) && isAnothers(unknown, state) ->
          Optional.of(numberUsed(unknown, "paid before we asked, at " + state.timeEnd(), now));
      case OrderQuery.OtherOrder other when mayBeAnothers(unknown) ->
          Optional.of(
              numberUsed(unknown, "an order of " + other.totalFeeFen() + " fen is paid", now));
      case OrderQuery.State state ->
          byState(unknown, state, now).or(() -> giveUp(unknown, cancelled, last, now));
      case OrderQuery.OtherOrder other -> giveUp(unknown, cancelled, last, now);
      case OrderQuery.NotFound notFound -> giveUp(unknown, cancelled, last, now);
      case Unclear unclear -> giveUp(unknown, cancelled, last, now);
    };
  }

  /**
   * Where micropay itself was answered with a signed success, whatever else was wrong with it, the
   * order is ours.
   */
  private static boolean mayBeAnothers(Unknown unknown) {
    return unknown.reason() != UnknownReason.MISMATCH;
  }

  private static boolean isAnothers(Unknown unknown, OrderQuery.State found) {
    return found.isPaidBefore(unknown.payment().requestedAt(), unknown.sentAt());
  }

  /** Nothing of it is ours: it is never told as paid, and never reversed. */
  private static Failed numberUsed(Unknown unknown, String text, Instant now) {
    return new Failed(
        unknown.payment(), Stage.QUERY, FailureReason.ORDER_NUMBER_USED, "", text, now);
  }

  private static Optional<PaymentFact> byState(
      Unknown unknown, OrderQuery.State found, Instant now) {
    return switch (found.state()) {
      case SUCCESS -> Optional.of(succeeded(unknown, found, now));
      case CLOSED -> Optional.of(failed(unknown, FailureReason.CLOSED_AT_GATEWAY, found, now));
      case REVOKED -> Optional.of(failed(unknown, FailureReason.REVOKED_AT_GATEWAY, found, now));
      // Somebody gave money back, perhaps a part of it: the reverse stage finds out.
      case REFUND -> Optional.of(reverse(unknown, ReverseReason.REFUND_SEEN, now));
      case PAYERROR -> Optional.of(reverse(unknown, ReverseReason.PAY_ERROR, now));
      case NOTPAY, USERPAYING -> Optional.empty();
    };
  }

  /** "Not found" is no proof of "not charged": only a reversal ends that. */
  private static Optional<PaymentFact> giveUp(
      Unknown unknown, boolean cancelled, boolean last, Instant now) {
    if (cancelled) {
      return Optional.of(reverse(unknown, ReverseReason.CANCELLED, now));
    }
    return last ? Optional.of(reverse(unknown, ReverseReason.DEADLINE, now)) : Optional.empty();
  }

  /**
   * What a person must see of it: two systems make the same numbers, or, in what older releases
   * decided, a refund that we did not make.
   */
  static Optional<AttentionNeeded> attention(PaymentFact decision) {
    if (!(decision instanceof Failed failed)) {
      return Optional.empty();
    }
    if (failed.reason() == FailureReason.ORDER_NUMBER_USED) {
      return Optional.of(needed(failed, AttentionReason.ORDER_NUMBER_USED));
    }
    return failed.reason() == FailureReason.REFUNDED_AT_GATEWAY
        ? Optional.of(needed(failed, AttentionReason.REFUND_SEEN))
        : Optional.empty();
  }

  private static AttentionNeeded needed(Failed failed, AttentionReason reason) {
    return new AttentionNeeded(
        failed.payment(),
        Stage.QUERY,
        reason,
        failed.gatewayCode(),
        failed.gatewayText(),
        failed.occurredAt());
  }

  private static Succeeded succeeded(Unknown unknown, OrderQuery.State found, Instant now) {
    return new Succeeded(
            unknown.payment(),
            Stage.QUERY,
            found.transactionId() == null ? "" : found.transactionId(),
            found.timeEnd() == null ? now : found.timeEnd(),
            now)
        .with(found.details());
  }

  private static Failed failed(
      Unknown unknown, FailureReason reason, OrderQuery.State found, Instant now) {
    return new Failed(
        unknown.payment(), Stage.QUERY, reason, found.state().name(), found.text(), now);
  }

  private static ReverseNeeded reverse(Unknown unknown, ReverseReason reason, Instant now) {
    return new ReverseNeeded(unknown.payment(), reason, unknown.reason(), unknown.sentAt(), now);
  }
}
