package dev.facepay.simulation;

import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundRef;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Refund;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.WechatPay;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What makes a service take WeChat's answers for what they are not. */
final class BackBugs {

  private BackBugs() {}

  /** As they are; a bug overrides what it gets wrong. */
  abstract static class HonestBack implements WechatPay {
    final WechatPay real;

    HonestBack(WechatPay real) {
      this.real = real;
    }

    @Override
    public OrderQuery.Outcome query(PaymentRef payment) throws InterruptedException {
      return real.query(payment);
    }

    @Override
    public RefundQuery.Outcome refunds(PaymentRef payment) throws InterruptedException {
      return real.refunds(payment);
    }

    @Override
    public Reverse.Outcome reverse(PaymentRef payment) throws InterruptedException {
      return real.reverse(payment);
    }

    @Override
    public RefundQuery.Outcome refunds(RefundRef refund, Money paid) throws InterruptedException {
      return real.refunds(refund, paid);
    }

    @Override
    public OrderQuery.Outcome order(RefundRef refund) throws InterruptedException {
      return real.order(refund);
    }

    @Override
    public Refund.Outcome refund(Refund.Request request) throws InterruptedException {
      return real.refund(request);
    }

    @Override
    public RefundQuery.OneOutcome refund(RefundRef refund) throws InterruptedException {
      return real.refund(refund);
    }

    static OrderQuery.Outcome state(TradeState state) {
      return new OrderQuery.State(state, null, null, null, "planted");
    }
  }

  /** Another amount proves nothing. */
  static final class ReversesOthers extends HonestBack {
    ReversesOthers(WechatPay real) {
      super(real);
    }

    @Override
    public OrderQuery.Outcome query(PaymentRef payment) throws InterruptedException {
      OrderQuery.Outcome found = real.query(payment);
      return found instanceof OrderQuery.OtherOrder ? state(TradeState.USERPAYING) : found;
    }
  }

  /** Nobody looks at when an order was paid. */
  static final class BelievesAnyDay extends HonestBack {
    BelievesAnyDay(WechatPay real) {
      super(real);
    }

    @Override
    public OrderQuery.Outcome query(PaymentRef payment) throws InterruptedException {
      OrderQuery.Outcome found = real.query(payment);
      return found
              instanceof OrderQuery.State(var state, var id, var _, var fen, var text, var _, var _)
          ? new OrderQuery.State(state, id, null, fen, text)
          : found;
    }
  }

  /** Some money went back: all of it did. */
  static final class TakesPartsForAll extends HonestBack {
    TakesPartsForAll(WechatPay real) {
      super(real);
    }

    @Override
    public RefundQuery.Outcome refunds(PaymentRef payment) throws InterruptedException {
      RefundQuery.Outcome found = real.refunds(payment);
      return found instanceof RefundQuery.Refunds
          ? new RefundQuery.Refunds(payment.amount().fen(), 0, Map.of())
          : found;
    }
  }

  /** What WeChat does not know will never be charged. */
  static final class TakesAbsentForClosed extends HonestBack {
    TakesAbsentForClosed(WechatPay real) {
      super(real);
    }

    @Override
    public OrderQuery.Outcome query(PaymentRef payment) throws InterruptedException {
      OrderQuery.Outcome found = real.query(payment);
      return found instanceof OrderQuery.NotFound ? state(TradeState.CLOSED) : found;
    }
  }

  /** A confirmed reversal needs no look. */
  static final class BelievesReversals extends HonestBack {
    private final Set<PaymentRef> confirmed = new HashSet<>();

    BelievesReversals(WechatPay real) {
      super(real);
    }

    @Override
    public OrderQuery.Outcome query(PaymentRef payment) throws InterruptedException {
      return confirmed.contains(payment) ? state(TradeState.REVOKED) : real.query(payment);
    }

    @Override
    public Reverse.Outcome reverse(PaymentRef payment) throws InterruptedException {
      Reverse.Outcome outcome = real.reverse(payment);
      if (outcome instanceof Reverse.Confirmed) {
        confirmed.add(payment);
      }
      return outcome;
    }
  }
}
