package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.reverse.Chase.Resolution;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.ReverseOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the reverse stage does next. Total functions over values: no clock, no effects. */
final class ReverseDecider {

  private ReverseDecider() {}

  /** What follows from an answer. */
  sealed interface Move {

    /** No money stays. */
    record Done(ReversedHow how) implements Move {}

    /** Ask for the reversal now. */
    record Reverse(Chase chase) implements Move {}

    /**
     * @param news what a person must see, told once
     */
    record Wait(Chase chase, Instant until, List<AttentionNeeded> news) implements Move {}
  }

  /** Never sooner than 15 s after the pay call, by whichever clock is later. */
  static Instant firstDue(ReverseNeeded need, Instant heardAt, ReverseSettings settings) {
    Instant from = need.sentAt().isAfter(heardAt) ? need.sentAt() : heardAt;
    return from.plus(settings.earliest());
  }

  /** Query first; reverse only what the query does not settle. */
  static Move afterQuery(Chase chase, QueryOutcome outcome, Instant now, ReverseSettings settings) {
    return switch (outcome) {
      case QueryOutcome.State found ->
          byState(chase.notFound(Optional.empty()), found, now, settings);
      case QueryOutcome.NotFound notFound -> neverHeardOf(chase, now, settings);
      case QueryOutcome.Unclear unclear ->
          reverseIfAllowed(chase.notFound(Optional.empty()), now, settings);
    };
  }

  /**
   * Whether a person settles it: one said so, and this answer to a query proves it. What our own
   * reversal brought about, and an order that never was, the stage settles by itself.
   */
  static Optional<Resolution> proven(Chase chase, QueryOutcome outcome) {
    boolean moneyIsBack =
        outcome instanceof QueryOutcome.State found
            && switch (found.state()) {
              case CLOSED, REVOKED, REFUND -> true;
              case SUCCESS, NOTPAY, USERPAYING, PAYERROR -> false;
            };
    return moneyIsBack ? chase.resolution() : Optional.empty();
  }

  private static Move byState(
      Chase chase, QueryOutcome.State found, Instant now, ReverseSettings settings) {
    return switch (found.state()) {
      case CLOSED, REVOKED ->
          new Move.Done(chase.asked() > 0 ? ReversedHow.CONFIRMED : ReversedHow.ALREADY_CLOSED);
      case REFUND ->
          new Move.Done(chase.asked() > 0 ? ReversedHow.CONFIRMED : ReversedHow.ALREADY_REFUNDED);
      // The device was told "not paid": a payment that went through after all goes back.
      case SUCCESS, NOTPAY, USERPAYING, PAYERROR -> reverseIfAllowed(chase, now, settings);
    };
  }

  /**
   * The pay call may still be on its way while its code lives. Once the code is dead, an order that
   * stays unknown for long enough can't be charged any more.
   */
  private static Move neverHeardOf(Chase chase, Instant now, ReverseSettings settings) {
    Instant codeDead = latest(chase).plus(settings.codeLife());
    if (now.isBefore(codeDead)) {
      return waiting(chase.notFound(Optional.empty()), settings.notFoundEvery(), now, settings);
    }
    Instant since = chase.notFoundSince().orElse(now);
    if (!now.isBefore(since.plus(settings.neverReachedAfter()))) {
      return new Move.Done(ReversedHow.NEVER_REACHED);
    }
    return waiting(chase.notFound(Optional.of(since)), settings.notFoundEvery(), now, settings);
  }

  private static Move reverseIfAllowed(Chase chase, Instant now, ReverseSettings settings) {
    if (now.isBefore(chase.need().sentAt().plus(settings.window()))) {
      return new Move.Reverse(chase);
    }
    return forPerson(
        chase,
        AttentionReason.REVERSE_EXPIRED,
        "REVERSE_EXPIRE",
        "more than " + settings.window().toDays() + " days after the payment",
        now,
        settings);
  }

  /**
   * @param chase with the reversal counted
   */
  static Move afterReverse(
      Chase chase, ReverseOutcome outcome, Instant now, ReverseSettings settings) {
    return switch (outcome) {
      case ReverseOutcome.Confirmed confirmed -> new Move.Done(ReversedHow.CONFIRMED);
      case ReverseOutcome.CallAgain again ->
          chase.asked() % settings.recallsMax() == 0
              ? waiting(chase, settings.retryFirst(), now, settings)
              : new Move.Reverse(chase);
      case ReverseOutcome.NotNow notNow -> waiting(chase, settings.retryFirst(), now, settings);
      case ReverseOutcome.Unclear unclear ->
          waiting(chase, backOff(chase, settings), now, settings);
      case ReverseOutcome.Expired expired ->
          forPerson(
              chase,
              AttentionReason.REVERSE_EXPIRED,
              "REVERSE_EXPIRE",
              "WeChat refuses: more than 7 days",
              now,
              settings);
      case ReverseOutcome.Refused(String code, String text) ->
          forPerson(chase, AttentionReason.REVERSE_REFUSED, code, text, now, settings);
    };
  }

  /** A person is told once; slow tries go on all the same. */
  private static Move forPerson(
      Chase chase,
      AttentionReason reason,
      String code,
      String text,
      Instant now,
      ReverseSettings settings) {
    Instant until = now.plus(settings.retrySlow());
    return chase.raised().contains(reason)
        ? new Move.Wait(chase, until, List.of())
        : new Move.Wait(chase.raised(reason), until, List.of(news(chase, reason, code, text, now)));
  }

  private static Move waiting(Chase chase, Duration pause, Instant now, ReverseSettings settings) {
    Instant until = now.plus(pause);
    boolean slow = !now.isBefore(chase.heardAt().plus(settings.slowAfter()));
    if (!slow || chase.raised().contains(AttentionReason.REVERSE_SLOW)) {
      return new Move.Wait(chase, until, List.of());
    }
    return new Move.Wait(
        chase.raised(AttentionReason.REVERSE_SLOW),
        until,
        List.of(
            news(
                chase,
                AttentionReason.REVERSE_SLOW,
                "",
                "not confirmed after " + chase.asked() + " reversals",
                now)));
  }

  private static AttentionNeeded news(
      Chase chase, AttentionReason reason, String code, String text, Instant now) {
    return new AttentionNeeded(chase.need().payment(), Stage.REVERSE, reason, code, text, now);
  }

  /**
   * Doubles from try to try, spread by ±20 % so that an outage's payments don't come back as one.
   */
  static Duration backOff(Chase chase, ReverseSettings settings) {
    int doublings = Math.min(Math.max(chase.tries() - 1, 0), 20);
    Duration pause = settings.retryFirst().multipliedBy(1L << doublings);
    Duration bounded = pause.compareTo(settings.retryMax()) < 0 ? pause : settings.retryMax();
    int spread = Math.floorMod(chase.need().payment().id().hashCode() * 31 + chase.tries(), 401);
    return bounded.multipliedBy(800 + spread).dividedBy(1000);
  }

  private static Instant latest(Chase chase) {
    Instant sent = chase.need().sentAt();
    return sent.isAfter(chase.heardAt()) ? sent : chase.heardAt();
  }
}
