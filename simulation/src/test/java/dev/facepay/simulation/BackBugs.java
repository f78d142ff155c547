package dev.facepay.simulation;

import dev.facepay.payment.PaymentRef;
import dev.facepay.reverse.ReverseDoor;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.RefundsOutcome;
import dev.facepay.wechat.call.ReverseOutcome;
import dev.facepay.wechat.call.TradeState;
import java.util.HashSet;
import java.util.Set;

/** What makes a service take WeChat's answers for what they are not. */
final class BackBugs {

  private BackBugs() {}

  /** As they are; a bug overrides what it gets wrong. */
  abstract static class HonestBack implements ReverseDoor.Back {
    final ReverseDoor.Back real;

    HonestBack(ReverseDoor.Back real) {
      this.real = real;
    }

    @Override
    public QueryOutcome ask(PaymentRef payment) throws InterruptedException {
      return real.ask(payment);
    }

    @Override
    public RefundsOutcome refunds(PaymentRef payment) throws InterruptedException {
      return real.refunds(payment);
    }

    @Override
    public ReverseOutcome reverse(PaymentRef payment) throws InterruptedException {
      return real.reverse(payment);
    }

    static QueryOutcome state(TradeState state) {
      return new QueryOutcome.State(state, null, null, null, "planted");
    }
  }

  /** Another amount proves nothing. */
  static final class ReversesOthers extends HonestBack {
    ReversesOthers(ReverseDoor.Back real) {
      super(real);
    }

    @Override
    public QueryOutcome ask(PaymentRef payment) throws InterruptedException {
      QueryOutcome found = real.ask(payment);
      return found instanceof QueryOutcome.OtherOrder ? state(TradeState.USERPAYING) : found;
    }
  }

  /** Nobody looks at when an order was paid. */
  static final class BelievesAnyDay extends HonestBack {
    BelievesAnyDay(ReverseDoor.Back real) {
      super(real);
    }

    @Override
    public QueryOutcome ask(PaymentRef payment) throws InterruptedException {
      QueryOutcome found = real.ask(payment);
      return found instanceof QueryOutcome.State(var state, var id, var _, var fen, var text)
          ? new QueryOutcome.State(state, id, null, fen, text)
          : found;
    }
  }

  /** Some money went back: all of it did. */
  static final class TakesPartsForAll extends HonestBack {
    TakesPartsForAll(ReverseDoor.Back real) {
      super(real);
    }

    @Override
    public RefundsOutcome refunds(PaymentRef payment) throws InterruptedException {
      RefundsOutcome found = real.refunds(payment);
      return found instanceof RefundsOutcome.Refunds
          ? new RefundsOutcome.Refunds(payment.amount().fen(), 0)
          : found;
    }
  }

  /** What WeChat does not know will never be charged. */
  static final class TakesAbsentForClosed extends HonestBack {
    TakesAbsentForClosed(ReverseDoor.Back real) {
      super(real);
    }

    @Override
    public QueryOutcome ask(PaymentRef payment) throws InterruptedException {
      QueryOutcome found = real.ask(payment);
      return found instanceof QueryOutcome.NotFound ? state(TradeState.CLOSED) : found;
    }
  }

  /** A confirmed reversal needs no look. */
  static final class BelievesReversals extends HonestBack {
    private final Set<PaymentRef> confirmed = new HashSet<>();

    BelievesReversals(ReverseDoor.Back real) {
      super(real);
    }

    @Override
    public QueryOutcome ask(PaymentRef payment) throws InterruptedException {
      return confirmed.contains(payment) ? state(TradeState.REVOKED) : real.ask(payment);
    }

    @Override
    public ReverseOutcome reverse(PaymentRef payment) throws InterruptedException {
      ReverseOutcome outcome = real.reverse(payment);
      if (outcome instanceof ReverseOutcome.Confirmed) {
        confirmed.add(payment);
      }
      return outcome;
    }
  }
}
