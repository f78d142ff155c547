package dev.facepay.refund;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Money;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.refund.Refunds.Refund;
import dev.facepay.refund.Refunds.State;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Refund.Accepted;
import dev.facepay.wechat.Refund.Failed;
import dev.facepay.wechat.Refund.NotNow;
import dev.facepay.wechat.Refund.OtherAccount;
import dev.facepay.wechat.Refund.Outcome;
import dev.facepay.wechat.Refund.Setup;
import dev.facepay.wechat.Refund.Why;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Unclear;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a payment's refunds: state + what happened + now → new state, with the facts that
 * are to be said in it. Only a definite failure frees what is set aside. Total functions over
 * values.
 */
final class RefundDecider {

  private RefundDecider() {}

  /** What to do with a payment's refunds now. */
  sealed interface Step {

    /** Ask for the order: what was paid is not known. */
    record AskOrder(Refund refund) implements Step {}

    /** Ask for all refunds of the order, before the first call: others may have given it back. */
    record AskAll(Refund refund, Money total) implements Step {}

    /** Ask WeChat for the refund, the first time or again with the same content. */
    record Call(Refund refund, Money total) implements Step {}

    /** Ask what became of it. */
    record Ask(Refund refund) implements Step {}

    /** Nothing before that. */
    record Rest(Instant until) implements Step {}

    record Done() implements Step {}
  }

  /**
   * The step that is due, or when the next one will be. Calls are made for one refund at a time, in
   * the order in which they were asked for.
   */
  static Step next(Refunds refunds, Instant now, RefundSettings by) {
    Optional<Refund> head =
        refunds.all().stream().filter(it -> it.state() == State.RESERVED).findFirst();
    List<Refund> open =
        refunds.all().stream()
            .filter(it -> it.state().open())
            .filter(it -> it.state() != State.RESERVED || it.equals(head.orElseThrow()))
            .sorted(Comparator.comparing(it -> dueAt(refunds, it, by)))
            .toList();
    if (open.isEmpty()) {
      return new Step.Done();
    }
    Refund first = open.getFirst();
    Instant dueAt = dueAt(refunds, first, by);
    if (dueAt.isAfter(now)) {
      return new Step.Rest(dueAt);
    }
    return switch (first.state()) {
      case NEW -> new Step.AskOrder(first);
      case RESERVED -> reserved(first, refunds.total().orElseThrow());
      case ACCEPTED, CHANGED -> new Step.Ask(first);
      case SUCCEEDED, FAILED -> throw new IllegalStateException("it is not open");
    };
  }

  private static Step reserved(Refund refund, Money total) {
    if (refund.ask()) {
      return new Step.Ask(refund);
    }
    return refund.look() ? new Step.AskAll(refund, total) : new Step.Call(refund, total);
  }

  private static Instant dueAt(Refunds refunds, Refund refund, RefundSettings by) {
    boolean calls = refund.state() == State.RESERVED && !refund.ask();
    Instant earliest =
        calls ? refunds.calledAt().map(it -> it.plus(by.apart())).orElse(Instant.MIN) : Instant.MIN;
    return refund.dueAt().isBefore(earliest) ? earliest : refund.dueAt();
  }

  /** Written down before the call leaves: whoever finds it after a crash asks first. */
  static Refunds calling(Refunds was, RefundNo number, Instant now) {
    return was.calledAt(now).change(number, it -> it.called(now));
  }

  static Refunds afterOrder(
      Refunds was, RefundNo number, OrderQuery.Outcome outcome, Instant now, RefundSettings by) {
    Optional<Refund> waiting = was.find(number).filter(it -> it.state() == State.NEW);
    if (waiting.isEmpty()) {
      return was;
    }
    Refund refund = waiting.get();
    Refunds later = was.change(number, it -> it.next(State.NEW, false, now.plus(by.apart())));
    return switch (outcome) {
      case OrderQuery.State(TradeState state, _, _, Long fen, String text, _, _) ->
          ofState(was, later, refund, state, fen, text, now, by);
      case OrderQuery.OtherOrder(TradeState state, long fen) ->
          ofState(was, later, refund, state, fen, "", now, by);
      case OrderQuery.NotFound() -> notPaid(was, refund, "ORDERNOTEXIST", "", now);
      case Unclear unclear -> later;
    };
  }

  private static Refunds ofState(
      Refunds was,
      Refunds later,
      Refund refund,
      TradeState state,
      @Nullable Long fen,
      String text,
      Instant now,
      RefundSettings by) {
    return switch (state) {
      case SUCCESS, REFUND ->
          fen == null || fen < 1 || fen > Money.FEN_MAX
              ? ofUnknownAmount(was, refund, state, now)
              : AdmissionDecider.admitAll(was.total(new Money(fen)), now, by);
      case USERPAYING -> later;
      case NOTPAY, CLOSED, REVOKED, PAYERROR -> notPaid(was, refund, state.name(), text, now);
    };
  }

  /** Of an order that went back in parts WeChat says no amount (spec section 6), nor ever will. */
  private static Refunds ofUnknownAmount(
      Refunds was, Refund refund, TradeState state, Instant now) {
    RefundRef ref = refund.request().refund();
    String text = "what was paid is not known, and WeChat does not say it: give it back there";
    return RefundEnding.failed(
        was, refund, new RefundFailed(ref, RefundFailure.REFUSED, state.name(), text, now));
  }

  private static Refunds notPaid(
      Refunds was, Refund refund, String code, String text, Instant now) {
    RefundRef ref = refund.request().refund();
    return RefundEnding.failed(
        was, refund, new RefundFailed(ref, RefundFailure.NOT_PAID, code, text, now));
  }

  /**
   * What went back under other numbers counts against what is left. Where the answer says nothing,
   * WeChat itself refuses more than was paid. One that is there already was called for by a process
   * whose document is lost: what became of it is asked next.
   */
  static Refunds afterAll(Refunds was, RefundNo number, RefundQuery.Outcome outcome, Instant now) {
    Optional<Refund> asked =
        was.find(number).filter(it -> it.state() == State.RESERVED && it.look());
    if (asked.isEmpty()) {
      return was;
    }
    if (outcome instanceof RefundQuery.Refunds found && isAmong(found, asked.get())) {
      return was.change(number, it -> it.next(State.RESERVED, true, now).looking(false));
    }
    Refunds known =
        outcome instanceof RefundQuery.Refunds found
            ? RefundEnding.others(was, number, found, now)
            : was;
    if (known.leftFen() >= 0) {
      return known.change(number, it -> it.next(State.RESERVED, false, now).looking(false));
    }
    Refund refund = known.find(number).orElseThrow();
    RefundRef ref = refund.request().refund();
    long left = known.leftFen() + ref.amount().fen();
    String text = Math.max(0, left) + " fen are left; others gave money back";
    return RefundEnding.failed(
        known, refund, new RefundFailed(ref, RefundFailure.MORE_THAN_PAID, "", text, now));
  }

  private static boolean isAmong(RefundQuery.Refunds found, Refund refund) {
    return found.numbers().containsKey(refund.request().refund().outRefundNo());
  }

  static Refunds afterCall(
      Refunds was, RefundNo number, Outcome outcome, Instant now, RefundSettings by) {
    Optional<Refund> called = was.find(number).filter(it -> it.state() == State.RESERVED);
    if (called.isEmpty()) {
      return was;
    }
    Refund refund = called.get();
    return switch (outcome) {
      case Accepted(String id, var amounts) ->
          RefundEnding.resolved(
                  was.change(number, it -> it.accepted(id, amounts, now)),
                  number,
                  "accepted by WeChat as " + id,
                  now)
              .change(number, it -> it.next(State.ACCEPTED, true, now.plus(by.queryFirst())));
      case NotNow(GatewayCode code, String text) -> {
        boolean funds = code == GatewayCode.NOTENOUGH;
        Instant again = now.plus(funds ? by.retrySlow() : by.apart());
        Refunds next = was.change(number, it -> it.next(State.RESERVED, false, again));
        yield isSlow(refund, now, by)
            ? RefundEnding.raised(
                next,
                number,
                funds ? AttentionReason.REFUND_NOT_ENOUGH : AttentionReason.REFUND_SLOW,
                code.text(),
                text,
                now)
            : next;
      }
      case OtherAccount(String text) ->
          was.change(
              number, it -> it.paidFromBalance().next(State.RESERVED, false, now.plus(by.apart())));
      case Setup(var code, String text) ->
          RefundEnding.raised(
              was.change(number, it -> it.next(State.RESERVED, false, now.plus(by.retrySlow()))),
              number,
              AttentionReason.REFUND_REFUSED,
              code.text(),
              text,
              now);
      case Failed failed -> failed(was, refund, failed, now);
      case Unclear unclear ->
          slow(
              was.change(number, it -> it.next(State.RESERVED, true, now.plus(by.askAfter()))),
              refund,
              unclear,
              now,
              by);
    };
  }

  /** Where an earlier call may have done it, or the code says too little, a question proves it. */
  private static Refunds failed(Refunds was, Refund refund, Failed failed, Instant now) {
    RefundFailed fact =
        new RefundFailed(
            refund.request().refund(),
            RefundEnding.reason(failed.why()),
            failed.code().text(),
            failed.text(),
            now);
    boolean proven =
        refund.calls() <= 1 && failed.why() != Why.REFUSED && failed.why() != Why.NUMBER_USED;
    return proven
        ? RefundEnding.failed(was, refund, fact)
        : was.change(refund.number(), it -> it.failing(fact));
  }

  static Refunds slow(Refunds was, Refund refund, Unclear unclear, Instant now, RefundSettings by) {
    return isSlow(refund, now, by)
        ? RefundEnding.raised(
            was,
            refund.number(),
            AttentionReason.REFUND_SLOW,
            unclear.code().text(),
            unclear.text(),
            now)
        : was;
  }

  private static boolean isSlow(Refund refund, Instant now, RefundSettings by) {
    return now.isAfter(refund.since().orElse(now).plus(by.slowAfter()));
  }
}
