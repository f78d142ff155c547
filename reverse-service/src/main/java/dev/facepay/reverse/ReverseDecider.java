package dev.facepay.reverse;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.ReverseNeeded;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.reverse.Reversal.Known;
import dev.facepay.reverse.Reversal.Resolution;
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

    /** Call WeChat for the reversal now. */
    record Reverse(Reversal reversal) implements Move {}

    /** Some money went back: ask how much. */
    record AskRefunds(Reversal reversal) implements Move {}

    /**
     * @param news what a person must see, told once
     */
    record Wait(Reversal reversal, Instant until, List<AttentionNeeded> news) implements Move {}
  }

  /** Never sooner than 15 s after the pay call, by whichever clock is later. */
  static Instant firstDue(ReverseNeeded need, Instant heardAt, ReverseSettings settings) {
    Instant from = need.sentAt().isAfter(heardAt) ? need.sentAt() : heardAt;
    return from.plus(settings.earliest());
  }

  /** Query first; reverse only what the query does not settle. */
  static Move afterQuery(
      Reversal reversal, OrderQuery.Outcome outcome, Instant now, ReverseSettings settings) {
    return switch (outcome) {
      case OrderQuery.State found when mayBeAnothers(reversal) && isAnothers(reversal, found) ->
          new Move.NotOurs("paid before we asked, at " + found.timeEnd());
      case OrderQuery.State found -> byState(reversal.knowing(Known.NOTHING), found, now, settings);
      case OrderQuery.OtherOrder other when mayBeAnothers(reversal) ->
          new Move.NotOurs("an order of " + other.totalFeeFen() + " fen is paid");
      case OrderQuery.OtherOrder other -> unclear(reversal, now, settings);
      case OrderQuery.NotFound notFound ->
          reversal.confirmed()
              ? new Move.Done(ReversedHow.CONFIRMED)
              : neverHeardOf(reversal, now, settings);
      case Unclear unclear -> unclear(reversal, now, settings);
    };
  }

  /**
   * Where micropay itself was answered with a signed success, whatever else was wrong with it, the
   * order is ours.
   */
  private static boolean mayBeAnothers(Reversal reversal) {
    return reversal.need().unknownReason() != UnknownReason.MISMATCH;
  }

  private static boolean isAnothers(Reversal reversal, OrderQuery.State found) {
    return found.isPaidBefore(reversal.need().payment().requestedAt(), reversal.need().sentAt());
  }

  /** Then only a query that shows our amount and time proves that there is money of ours. */
  private static boolean numberWasUsed(Reversal reversal) {
    return reversal.need().unknownReason() == UnknownReason.ORDER_NUMBER_USED;
  }

  /**
   * One query that says nothing takes back nothing that is known. After a while without a word the
   * order is presumed ours and reversed without one, unless its number was used before. What counts
   * is what was waited, less one pause: whoever's clock is ahead takes a reversal over too early,
   * and then has it.
   */
  private static Move unclear(Reversal reversal, Instant now, ReverseSettings settings) {
    Duration waited = reversal.known().unclear().orElse(Duration.ZERO);
    Duration longest = longer(settings.retryFirst(), settings.notFoundEvery());
    boolean blind =
        !reversal.confirmed()
            && !numberWasUsed(reversal)
            && waited.compareTo(settings.blindAfter().plus(longest)) >= 0;
    if (blind) {
      return reverseIfAllowed(reversal.unclear(waited), now, settings);
    }
    boolean unheardOf = reversal.known().notFoundSince().isPresent();
    Duration asLongAgain = longer(settings.retryFirst(), waited);
    Duration pause =
        unheardOf
            ? settings.notFoundEvery()
            : asLongAgain.compareTo(longest) < 0 ? asLongAgain : longest;
    return waiting(reversal.unclear(waited.plus(pause)), pause, now, settings);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /**
   * Whether a person settles it: one said so, and this answer to a query proves it. What our own
   * reversal brought about, and an order that never was, the stage settles by itself.
   */
  static Optional<Resolution> proven(Reversal reversal, OrderQuery.Outcome outcome) {
    boolean moneyIsBack =
        outcome instanceof OrderQuery.State found
            && switch (found.state()) {
              case CLOSED, REVOKED, REFUND -> true;
              case SUCCESS, NOTPAY, USERPAYING, PAYERROR -> false;
            };
    return moneyIsBack && !reversal.confirmed() ? reversal.resolution() : Optional.empty();
  }

  private static Move byState(
      Reversal reversal, OrderQuery.State found, Instant now, ReverseSettings settings) {
    return switch (found.state()) {
      case CLOSED, REVOKED ->
          new Move.Done(reversal.asked() > 0 ? ReversedHow.CONFIRMED : ReversedHow.ALREADY_CLOSED);
      case REFUND -> new Move.AskRefunds(reversal);
      // The device was told "not paid": a payment that went through after all goes back, also one
      // whose reversal was confirmed and did nothing.
      case SUCCESS -> reverseIfAllowed(reversal, now, settings);
      case NOTPAY, USERPAYING, PAYERROR ->
          numberWasUsed(reversal)
              ? waiting(reversal, settings.notFoundEvery(), now, settings)
              : reverseIfAllowed(reversal, now, settings);
    };
  }

  /** A refund is not "all money is back" before the refunds come to the whole amount. */
  static Move afterRefunds(
      Reversal reversal, RefundQuery.Outcome outcome, Instant now, ReverseSettings settings) {
    return switch (outcome) {
      case RefundQuery.Refunds(long returned, long onTheWay, _) -> {
        long amount = reversal.need().payment().amount().fen();
        if (returned >= amount) {
          yield new Move.Done(
              reversal.confirmed() ? ReversedHow.CONFIRMED : ReversedHow.ALREADY_REFUNDED);
        }
        yield returned + onTheWay >= amount
            ? waiting(reversal, backOff(reversal, settings), now, settings)
            : forPerson(
                reversal,
                AttentionReason.REFUND_SEEN,
                "REFUND",
                "%d of %d fen were refunded, and not by us".formatted(returned + onTheWay, amount),
                now,
                settings);
      }
      case RefundQuery.None none -> waiting(reversal, backOff(reversal, settings), now, settings);
      case Unclear unclear -> waiting(reversal, backOff(reversal, settings), now, settings);
    };
  }

  /**
   * The pay call may still be on its way while its code lives. Once the code is dead, an order that
   * stays unknown for long enough can't be charged any more. A request that was old when it was
   * read can only have been asked for long ago: its time counts from then, and two queries must say
   * it.
   */
  private static Move neverHeardOf(Reversal reversal, Instant now, ReverseSettings settings) {
    boolean old = reversal.need().unknownReason() == UnknownReason.TOO_LATE;
    Instant from = old ? reversal.need().sentAt() : latest(reversal);
    Instant codeDead = from.plus(settings.codeLife());
    if (now.isBefore(codeDead)) {
      return waiting(reversal.knowing(Known.NOTHING), settings.notFoundEvery(), now, settings);
    }
    Optional<Instant> since = reversal.known().notFoundSince();
    if (since.isPresent() && !now.isBefore(since.get().plus(settings.neverReachedAfter()))) {
      return new Move.Done(ReversedHow.NEVER_REACHED);
    }
    return waiting(
        reversal.notFound(old ? codeDead : now), settings.notFoundEvery(), now, settings);
  }

  private static Move reverseIfAllowed(Reversal reversal, Instant now, ReverseSettings settings) {
    if (now.isBefore(reversal.need().sentAt().plus(settings.window()))) {
      return new Move.Reverse(reversal);
    }
    return forPerson(
        reversal,
        AttentionReason.REVERSE_EXPIRED,
        "REVERSE_EXPIRE",
        "more than " + settings.window().toDays() + " days after the payment",
        now,
        settings);
  }

  /**
   * @param reversal with the call counted
   */
  static Move afterReverse(
      Reversal reversal, Reverse.Outcome outcome, Instant now, ReverseSettings settings) {
    return switch (outcome) {
      // Looked at once more before anybody is told that the money is back.
      case Reverse.Confirmed confirmed ->
          waiting(reversal.confirm(), settings.retryFirst(), now, settings);
      case Reverse.CallAgain again ->
          reversal.asked() % settings.recallsMax() == 0
              ? waiting(reversal, settings.retryFirst(), now, settings)
              : new Move.Reverse(reversal);
      case Reverse.NotNow notNow -> waiting(reversal, settings.retryFirst(), now, settings);
      case Unclear unclear -> waiting(reversal, backOff(reversal, settings), now, settings);
      case Reverse.Expired expired ->
          forPerson(
              reversal,
              AttentionReason.REVERSE_EXPIRED,
              "REVERSE_EXPIRE",
              "WeChat refuses: more than 7 days",
              now,
              settings);
      // A reversal that no query had led to may have been of no order at all: no person's affair.
      case Reverse.Refused(Code code, String text)
          when code == GatewayCode.TRADE_ERROR && reversal.known().unclear().isPresent() ->
          waiting(reversal, backOff(reversal, settings), now, settings);
      case Reverse.Refused(Code code, String text) ->
          forPerson(reversal, AttentionReason.REVERSE_REFUSED, code.text(), text, now, settings);
    };
  }

  /** A person is told once; slow tries go on all the same. */
  private static Move forPerson(
      Reversal reversal,
      AttentionReason reason,
      String code,
      String text,
      Instant now,
      ReverseSettings settings) {
    Instant until = now.plus(settings.retrySlow());
    return reversal.raised().contains(reason)
        ? new Move.Wait(reversal, until, List.of())
        : new Move.Wait(
            reversal.raised(reason), until, List.of(news(reversal, reason, code, text, now)));
  }

  static Move waiting(Reversal reversal, Duration pause, Instant now, ReverseSettings settings) {
    Instant until = now.plus(pause);
    boolean slow = !now.isBefore(reversal.heardAt().plus(settings.slowAfter()));
    if (!slow || reversal.raised().contains(AttentionReason.REVERSE_SLOW)) {
      return new Move.Wait(reversal, until, List.of());
    }
    return new Move.Wait(
        reversal.raised(AttentionReason.REVERSE_SLOW),
        until,
        List.of(
            news(
                reversal,
                AttentionReason.REVERSE_SLOW,
                "",
                "not confirmed after " + reversal.asked() + " reversals",
                now)));
  }

  static AttentionNeeded news(
      Reversal reversal, AttentionReason reason, String code, String text, Instant now) {
    return new AttentionNeeded(reversal.need().payment(), Stage.REVERSE, reason, code, text, now);
  }

  /**
   * Doubles from try to try, spread by ±20 % so that an outage's payments don't come back as one.
   */
  static Duration backOff(Reversal reversal, ReverseSettings settings) {
    int doublings = Math.min(Math.max(reversal.tries() - 1, 0), 20);
    Duration pause = settings.retryFirst().multipliedBy(1L << doublings);
    Duration bounded = pause.compareTo(settings.retryMax()) < 0 ? pause : settings.retryMax();
    int spread =
        Math.floorMod(reversal.need().payment().id().hashCode() * 31 + reversal.tries(), 401);
    return bounded.multipliedBy(800 + spread).dividedBy(1000);
  }

  private static Instant latest(Reversal reversal) {
    Instant sent = reversal.need().sentAt();
    return sent.isAfter(reversal.heardAt()) ? sent : reversal.heardAt();
  }
}
