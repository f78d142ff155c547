package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.reverse.Chase.Known;
import dev.facepay.reverse.Chase.Resolution;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.Unclear;
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

    /** The order of this number is another system's: none of its money is ours to give back. */
    record NotOurs(String text) implements Move {}

    /** Ask for the reversal now. */
    record Reverse(Chase chase) implements Move {}

    /** Some money went back: ask how much. */
    record AskRefunds(Chase chase) implements Move {}

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
  static Move afterQuery(
      Chase chase, OrderQuery.Outcome outcome, Instant now, ReverseSettings settings) {
    return switch (outcome) {
      case OrderQuery.State found when mayBeAnothers(chase) && isAnothers(chase, found) ->
          new Move.NotOurs("paid before we asked, at " + found.timeEnd());
      case OrderQuery.State found -> byState(chase.knowing(Known.NOTHING), found, now, settings);
      case OrderQuery.OtherOrder other when mayBeAnothers(chase) ->
          new Move.NotOurs("an order of " + other.totalFeeFen() + " fen is paid");
      case OrderQuery.OtherOrder other -> unclear(chase.unclear(now), now, settings);
      case OrderQuery.NotFound notFound ->
          chase.confirmed()
              ? new Move.Done(ReversedHow.CONFIRMED)
              : neverHeardOf(chase, now, settings);
      case Unclear unclear -> unclear(chase.unclear(now), now, settings);
    };
  }

  /**
   * Where micropay itself was answered with a signed success, whatever else was wrong with it, the
   * order is ours.
   */
  private static boolean mayBeAnothers(Chase chase) {
    return chase.need().unknownReason() != UnknownReason.MISMATCH;
  }

  private static boolean isAnothers(Chase chase, OrderQuery.State found) {
    return found.isPaidBefore(chase.need().sentAt());
  }

  /** Then only a query that shows our amount and time proves that there is money of ours. */
  private static boolean numberWasUsed(Chase chase) {
    return chase.need().unknownReason() == UnknownReason.ORDER_NUMBER_USED;
  }

  /**
   * One query that says nothing takes back nothing that is known. After a while without a word the
   * order is presumed ours and reversed without one, unless its number was used before.
   *
   * @param chase with this query counted
   */
  private static Move unclear(Chase chase, Instant now, ReverseSettings settings) {
    Instant since = chase.known().unclearSince().orElse(now);
    boolean blind =
        !chase.confirmed()
            && !numberWasUsed(chase)
            && !now.isBefore(since.plus(settings.blindAfter()));
    if (blind) {
      return reverseIfAllowed(chase, now, settings);
    }
    boolean unheardOf = chase.known().notFoundSince().isPresent();
    return waiting(
        chase, unheardOf ? settings.notFoundEvery() : settings.retryFirst(), now, settings);
  }

  /**
   * Whether a person settles it: one said so, and this answer to a query proves it. What our own
   * reversal brought about, and an order that never was, the stage settles by itself.
   */
  static Optional<Resolution> proven(Chase chase, OrderQuery.Outcome outcome) {
    boolean moneyIsBack =
        outcome instanceof OrderQuery.State found
            && switch (found.state()) {
              case CLOSED, REVOKED, REFUND -> true;
              case SUCCESS, NOTPAY, USERPAYING, PAYERROR -> false;
            };
    return moneyIsBack && !chase.confirmed() ? chase.resolution() : Optional.empty();
  }

  private static Move byState(
      Chase chase, OrderQuery.State found, Instant now, ReverseSettings settings) {
    return switch (found.state()) {
      case CLOSED, REVOKED ->
          new Move.Done(chase.asked() > 0 ? ReversedHow.CONFIRMED : ReversedHow.ALREADY_CLOSED);
      case REFUND -> new Move.AskRefunds(chase);
      // The device was told "not paid": a payment that went through after all goes back, also one
      // whose reversal was confirmed and did nothing.
      case SUCCESS -> reverseIfAllowed(chase, now, settings);
      case NOTPAY, USERPAYING, PAYERROR ->
          numberWasUsed(chase)
              ? waiting(chase, settings.notFoundEvery(), now, settings)
              : reverseIfAllowed(chase, now, settings);
    };
  }

  /** A refund is not "all money is back" before the refunds come to the whole amount. */
  static Move afterRefunds(
      Chase chase, RefundQuery.Outcome outcome, Instant now, ReverseSettings settings) {
    return switch (outcome) {
      case RefundQuery.Refunds(long returned, long onTheWay, _) -> {
        long amount = chase.need().payment().amount().fen();
        if (returned >= amount) {
          yield new Move.Done(
              chase.confirmed() ? ReversedHow.CONFIRMED : ReversedHow.ALREADY_REFUNDED);
        }
        yield returned + onTheWay >= amount
            ? waiting(chase, backOff(chase, settings), now, settings)
            : forPerson(
                chase,
                AttentionReason.REFUND_SEEN,
                "REFUND",
                "%d of %d fen were refunded, and not by us".formatted(returned + onTheWay, amount),
                now,
                settings);
      }
      case RefundQuery.None none -> waiting(chase, backOff(chase, settings), now, settings);
      case Unclear unclear -> waiting(chase, backOff(chase, settings), now, settings);
    };
  }

  /**
   * The pay call may still be on its way while its code lives. Once the code is dead, an order that
   * stays unknown for long enough can't be charged any more. A request that was old when it was
   * read can only have been asked for long ago: its time counts from then, and two queries must say
   * it.
   */
  private static Move neverHeardOf(Chase chase, Instant now, ReverseSettings settings) {
    boolean old = chase.need().unknownReason() == UnknownReason.TOO_LATE;
    Instant from = old ? chase.need().sentAt() : latest(chase);
    Instant codeDead = from.plus(settings.codeLife());
    if (now.isBefore(codeDead)) {
      return waiting(chase.knowing(Known.NOTHING), settings.notFoundEvery(), now, settings);
    }
    Optional<Instant> since = chase.known().notFoundSince();
    if (since.isPresent() && !now.isBefore(since.get().plus(settings.neverReachedAfter()))) {
      return new Move.Done(ReversedHow.NEVER_REACHED);
    }
    return waiting(chase.notFound(old ? codeDead : now), settings.notFoundEvery(), now, settings);
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
      Chase chase, Reverse.Outcome outcome, Instant now, ReverseSettings settings) {
    return switch (outcome) {
      // Looked at once more before anybody is told that the money is back.
      case Reverse.Confirmed confirmed ->
          waiting(chase.confirm(), settings.retryFirst(), now, settings);
      case Reverse.CallAgain again ->
          chase.asked() % settings.recallsMax() == 0
              ? waiting(chase, settings.retryFirst(), now, settings)
              : new Move.Reverse(chase);
      case Reverse.NotNow notNow -> waiting(chase, settings.retryFirst(), now, settings);
      case Unclear unclear -> waiting(chase, backOff(chase, settings), now, settings);
      case Reverse.Expired expired ->
          forPerson(
              chase,
              AttentionReason.REVERSE_EXPIRED,
              "REVERSE_EXPIRE",
              "WeChat refuses: more than 7 days",
              now,
              settings);
      // A reversal that no query had led to may have been of no order at all: no person's affair.
      case Reverse.Refused(Code code, String text)
          when code == GatewayCode.TRADE_ERROR && chase.known().unclearSince().isPresent() ->
          waiting(chase, backOff(chase, settings), now, settings);
      case Reverse.Refused(Code code, String text) ->
          forPerson(chase, AttentionReason.REVERSE_REFUSED, code.text(), text, now, settings);
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

  static Move waiting(Chase chase, Duration pause, Instant now, ReverseSettings settings) {
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

  static AttentionNeeded news(
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
