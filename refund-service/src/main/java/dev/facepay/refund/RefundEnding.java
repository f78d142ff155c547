package dev.facepay.refund;

import static java.util.stream.Collectors.toSet;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.RefundFact;
import dev.facepay.payment.RefundFact.RefundChanged;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.Stage;
import dev.facepay.refund.Refunds.Refund;
import dev.facepay.refund.Refunds.State;
import dev.facepay.wechat.Refund.Amounts;
import dev.facepay.wechat.Refund.Why;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.RefundQuery.One;
import dev.facepay.wechat.RefundQuery.OneOutcome;
import dev.facepay.wechat.Unclear;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** From WeChat's acceptance to a refund's end, and what is said of it. Total functions. */
final class RefundEnding {

  private RefundEnding() {}

  static Refunds afterQuery(
      Refunds was, RefundNo number, OneOutcome outcome, Instant now, RefundSettings by) {
    Optional<Refund> asked =
        was.find(number).filter(it -> it.state().open() && it.state() != State.NEW);
    if (asked.isEmpty()) {
      return was;
    }
    Refund refund = asked.get();
    return switch (outcome) {
      case One one when one.fen() != refund.request().refund().amount().fen() ->
          failed(was, refund, numberUsed(refund, one, now));
      case One one -> found(was, refund, one, now, by);
      case RefundQuery.None() when refund.state() == State.RESERVED ->
          refund
              .failing()
              .map(fact -> failed(was, refund, fact))
              .orElseGet(() -> notThere(was, refund, now, by));
      // It was accepted: only an answer about it ends it.
      case RefundQuery.None() -> was.change(number, it -> again(it, now, by));
      case Unclear unclear ->
          refund.state() == State.RESERVED
              ? RefundDecider.slow(
                  was.change(number, it -> it.next(State.RESERVED, true, now.plus(by.apart()))),
                  refund,
                  unclear,
                  now,
                  by)
              : was.change(number, it -> again(it, now, by));
    };
  }

  /**
   * The call is made, or made again. One without a call was taken from the log and asked for since
   * an older process may have called: that one's decision is lost, and is made anew. What may have
   * left counts as a call.
   */
  private static Refunds notThere(Refunds was, Refund refund, Instant now, RefundSettings by) {
    RefundNo number = refund.number();
    if (refund.calls() > 0) {
      return was.change(number, it -> it.next(State.RESERVED, false, now));
    }
    Refunds judged =
        AdmissionDecider.admit(
            was.change(number, it -> it.next(State.NEW, false, now)), number, now, by);
    return judged.change(
        number,
        it -> it.state() == State.RESERVED ? it.called(now).next(State.RESERVED, false, now) : it);
  }

  private static RefundFailed numberUsed(Refund refund, One one, Instant now) {
    String text = "WeChat has a refund of %d fen under this number".formatted(one.fen());
    return new RefundFailed(
        refund.request().refund(), RefundFailure.NUMBER_USED, "REFUND_FEE_MISMATCH", text, now);
  }

  private static Refunds found(
      Refunds was, Refund refund, One one, Instant now, RefundSettings by) {
    RefundNo number = refund.number();
    RefundRef ref = refund.request().refund();
    Refunds known = was.change(number, it -> it.accepted(one.refundId(), one.amounts(), now));
    return switch (one.status()) {
      case SUCCESS ->
          ended(known, known.find(number).orElseThrow(), succeeded(known, number, one, now));
      case REFUNDCLOSE ->
          failed(
              known,
              known.find(number).orElseThrow(),
              new RefundFailed(
                  ref, RefundFailure.CLOSED_AT_GATEWAY, "REFUNDCLOSE", one.account(), now));
      case CHANGE -> changed(known, number, one, now, by);
      case PROCESSING, OTHER -> {
        Refunds next = known.change(number, it -> again(it, now, by));
        boolean slow =
            now.isAfter(
                next.find(number).flatMap(Refund::since).orElse(now).plus(by.arrivalSlowAfter()));
        yield slow || one.status() == RefundQuery.Status.OTHER
            ? raised(
                next,
                number,
                AttentionReason.REFUND_SLOW,
                one.status().name(),
                "not arrived yet",
                now)
            : next;
      }
    };
  }

  private static RefundSucceeded succeeded(Refunds known, RefundNo number, One one, Instant now) {
    Refund refund = known.find(number).orElseThrow();
    Amounts amounts = refund.amounts();
    return new RefundSucceeded(
        refund.request().refund(),
        one.refundId(),
        amounts.settlementFen(),
        amounts.cashFen(),
        amounts.couponFen(),
        one.account().isEmpty() ? null : one.account(),
        one.succeededAt(),
        now);
  }

  private static Refunds changed(
      Refunds known, RefundNo number, One one, Instant now, RefundSettings by) {
    Refund refund = known.find(number).orElseThrow();
    Refunds next =
        refund.state() == State.CHANGED
            ? known.change(number, it -> again(it, now, by))
            : known
                .change(number, it -> again(it.next(State.CHANGED, true, now), now, by))
                .say(
                    new RefundChanged(
                        refund.request().refund(),
                        one.refundId(),
                        one.account().isEmpty() ? null : one.account(),
                        now));
    // Nobody may have been told at first: the payment's own facts can come later.
    return raised(
        next,
        number,
        AttentionReason.REFUND_CHANGED,
        "CHANGE",
        "the buyer's card does not take it",
        now);
  }

  /** Asked again the rarer the longer it is on its way (spec section 11). */
  private static Refund again(Refund refund, Instant now, RefundSettings by) {
    Duration age = Duration.between(refund.since().orElse(now), now);
    return refund.next(refund.state(), true, now.plus(pause(age, by)));
  }

  static Duration pause(Duration age, RefundSettings by) {
    if (age.compareTo(Duration.ofMinutes(5)) < 0) {
      return by.queryFirst();
    }
    if (age.compareTo(Duration.ofMinutes(40)) < 0) {
      // 5, 10, 20 minutes: as long as it has been on its way.
      return Duration.ofMinutes(
          age.compareTo(Duration.ofMinutes(10)) < 0 ? 5 : age.toMinutes() < 20 ? 10 : 20);
    }
    if (age.compareTo(Duration.ofDays(1)) < 0) {
      return Duration.ofMinutes(30);
    }
    return age.compareTo(Duration.ofDays(7)) < 0 ? Duration.ofHours(1) : Duration.ofDays(1);
  }

  static Refunds failed(Refunds was, Refund refund, RefundFailed fact) {
    return ended(was, refund, fact);
  }

  /** The end is said last: whoever finds it knows that all else was said. */
  private static Refunds ended(Refunds was, Refund refund, RefundFact.Settled fact) {
    String word =
        fact instanceof RefundFailed failed ? "failed: " + failed.reason().wire() : "succeeded";
    return resolved(was, refund.number(), word, fact.occurredAt())
        .change(refund.number(), it -> it.ended(fact))
        .say(fact);
  }

  /** A person is told when more went back under numbers that are not made here. */
  static Refunds others(Refunds was, RefundNo number, RefundQuery.Refunds found, Instant now) {
    Set<String> known =
        was.all().stream().map(it -> it.request().refund().outRefundNo()).collect(toSet());
    long fen =
        found.numbers().entrySet().stream()
            .filter(it -> !known.contains(it.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    Refunds next = was.others(fen);
    String text = "%d fen went back that were not asked for here".formatted(fen);
    return fen > was.othersFen()
        ? raised(next, number, AttentionReason.REFUND_SEEN, "REFUND", text, now)
        : next;
  }

  static RefundFailure reason(Why why) {
    return switch (why) {
      case TOO_OLD -> RefundFailure.TOO_OLD;
      case ACCOUNT_CLOSED -> RefundFailure.ACCOUNT_CLOSED;
      case NOT_PAID -> RefundFailure.NOT_PAID;
      case NUMBER_USED -> RefundFailure.NUMBER_USED;
      case INVALID_REQUEST -> RefundFailure.INVALID_REQUEST;
      case REFUSED -> RefundFailure.REFUSED;
    };
  }

  /** A person is told once; nobody can be told of a payment whose own facts are lost. */
  static Refunds raised(
      Refunds was, RefundNo number, AttentionReason reason, String code, String text, Instant now) {
    Refund refund = was.find(number).orElseThrow();
    if (was.paid().isEmpty() || refund.raised().contains(reason)) {
      return was;
    }
    Set<AttentionReason> all = EnumSet.of(reason);
    all.addAll(refund.raised());
    return was.change(number, it -> it.raised(all))
        .say(
            new AttentionNeeded(
                was.paid().get().payment(), Stage.REFUND, reason, code, about(number) + text, now));
  }

  /** How a person's text begins that is about a refund: the facts are the payment's. */
  static String about(RefundNo number) {
    return "refund %s: ".formatted(number);
  }

  /** What a person was told of it is over. */
  static Refunds resolved(Refunds was, RefundNo number, String evidence, Instant now) {
    Refund refund = was.find(number).orElseThrow();
    Refunds next = was.change(number, it -> it.raised(Set.of()));
    List<AttentionReason> raised =
        refund.raised().stream().sorted(Comparator.naturalOrder()).toList();
    for (AttentionReason reason : raised) {
      next =
          next.say(
              new AttentionResolved(
                  next.paid().orElseThrow().payment(),
                  Stage.REFUND,
                  reason,
                  about(number) + evidence,
                  now));
    }
    return next;
  }
}
