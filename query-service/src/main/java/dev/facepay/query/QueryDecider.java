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
import dev.facepay.wechat.call.QueryOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What the query stage does next. Total functions over values: no clock, no effects. */
final class QueryDecider {

  private QueryDecider() {}

  /**
   * When to ask next: the first point of the schedule that lies after the last ask. A point in the
   * past means "now"; the deadline is always a point.
   *
   * @param lastAsk empty if this worker has not asked yet
   */
  static Instant nextAsk(Unknown unknown, Optional<Instant> lastAsk, QuerySettings settings) {
    Instant start = unknown.occurredAt();
    Instant deadline = deadline(unknown, settings);
    Duration wait =
        unknown.reason() == UnknownReason.USER_PAYING
            ? settings.firstWhenPaying()
            : settings.first();
    Instant point = start.plus(wait);
    if (lastAsk.isPresent() && !point.isAfter(lastAsk.get())) {
      long steps = Duration.between(point, lastAsk.get()).dividedBy(settings.every()) + 1;
      point = point.plus(settings.every().multipliedBy(steps));
    }
    return point.isAfter(deadline) ? deadline : point;
  }

  static Instant deadline(Unknown unknown, QuerySettings settings) {
    return unknown.occurredAt().plus(settings.deadline());
  }

  /**
   * What an answer means.
   *
   * @param askedAt when that was asked
   * @param cancelled the device gave up before it was asked: then this was the last ask
   * @return empty if it must be asked again
   */
  static Optional<PaymentFact> decide(
      Unknown unknown,
      QueryOutcome outcome,
      Instant askedAt,
      boolean cancelled,
      Instant now,
      QuerySettings settings) {
    return switch (outcome) {
      case QueryOutcome.State state ->
          byState(unknown, state, now).or(() -> giveUp(unknown, askedAt, cancelled, now, settings));
      case QueryOutcome.NotFound notFound -> giveUp(unknown, askedAt, cancelled, now, settings);
      case QueryOutcome.Unclear unclear -> giveUp(unknown, askedAt, cancelled, now, settings);
    };
  }

  private static Optional<PaymentFact> byState(
      Unknown unknown, QueryOutcome.State found, Instant now) {
    return switch (found.state()) {
      case SUCCESS -> Optional.of(succeeded(unknown, found, now));
      case CLOSED -> Optional.of(failed(unknown, FailureReason.CLOSED_AT_GATEWAY, found, now));
      case REVOKED -> Optional.of(failed(unknown, FailureReason.REVOKED_AT_GATEWAY, found, now));
      case REFUND -> Optional.of(failed(unknown, FailureReason.REFUNDED_AT_GATEWAY, found, now));
      case PAYERROR -> Optional.of(reverse(unknown, ReverseReason.PAY_ERROR, now));
      case NOTPAY, USERPAYING -> Optional.empty();
    };
  }

  /** "Not found" is no proof of "not charged": only a reversal ends that. */
  private static Optional<PaymentFact> giveUp(
      Unknown unknown, Instant askedAt, boolean cancelled, Instant now, QuerySettings settings) {
    if (cancelled) {
      return Optional.of(reverse(unknown, ReverseReason.CANCELLED, now));
    }
    return askedAt.isBefore(deadline(unknown, settings))
        ? Optional.empty()
        : Optional.of(reverse(unknown, ReverseReason.DEADLINE, now));
  }

  /** A refund that we did not make may be a part of the money only: a person looks at it. */
  static Optional<AttentionNeeded> attention(PaymentFact decision) {
    return decision instanceof Failed failed && failed.reason() == FailureReason.REFUNDED_AT_GATEWAY
        ? Optional.of(
            new AttentionNeeded(
                failed.payment(),
                Stage.QUERY,
                AttentionReason.REFUND_SEEN,
                failed.gatewayCode(),
                failed.gatewayText(),
                failed.occurredAt()))
        : Optional.empty();
  }

  private static Succeeded succeeded(Unknown unknown, QueryOutcome.State found, Instant now) {
    return new Succeeded(
        unknown.payment(),
        Stage.QUERY,
        found.transactionId() == null ? "" : found.transactionId(),
        found.timeEnd() == null ? now : found.timeEnd(),
        now);
  }

  private static Failed failed(
      Unknown unknown, FailureReason reason, QueryOutcome.State found, Instant now) {
    return new Failed(
        unknown.payment(), Stage.QUERY, reason, found.state().name(), found.text(), now);
  }

  private static ReverseNeeded reverse(Unknown unknown, ReverseReason reason, Instant now) {
    return new ReverseNeeded(unknown.payment(), reason, unknown.sentAt(), now);
  }
}
