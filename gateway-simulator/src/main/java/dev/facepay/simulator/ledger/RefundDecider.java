package dev.facepay.simulator.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides {@code refund}: one number is one refund, and all of them are at most what was paid. */
final class RefundDecider {
  private static final Duration WITHIN = Duration.ofDays(365);
  private static final int MAX = 50;
  private static final String BALANCE = "REFUND_SOURCE_RECHARGE_FUNDS";

  private RefundDecider() {}

  static Decision decide(Situation situation, Call.Refund call) {
    Step step = situation.step();
    if (step.behaviour() == Behaviour.ERROR) {
      return failure(String.valueOf(step.code()), "as scripted");
    }
    if (step.behaviour() == Behaviour.REFUND_UNSETTLED_SHORT && !BALANCE.equals(call.account())) {
      return failure("NOTENOUGH", "交易未结算资金不足");
    }
    Decision ordinary = ordinary(situation, call);
    boolean accepted = "SUCCESS".equals(ordinary.reply().resultCode());
    return step.behaviour() == Behaviour.REFUND_UNCLEAR && accepted
        ? new Decision(
            ordinary.moves(), Reply.failure(String.valueOf(step.code()), "as scripted", Map.of()))
        : ordinary;
  }

  private static Decision ordinary(Situation situation, Call.Refund call) {
    Order order = situation.order();
    if (order == null
        || order.state() == OrderState.HIDDEN
        || !Objects.equals(order.terms().subMchId(), call.subMchId())) {
      return failure(Reply.ErrorCode.ORDERNOTEXIST);
    }
    return switch (order.state()) {
      case HIDDEN, USERPAYING, PAYERROR -> failure(Reply.ErrorCode.ORDERNOTEXIST);
      case CLOSED, REVOKED, REVERSED -> failure(Reply.ErrorCode.INVALID_REQUEST);
      case PAID, REFUNDED -> ofPaid(situation, order, call);
    };
  }

  private static Decision ofPaid(Situation situation, Order order, Call.Refund call) {
    Optional<Order.Refund> known =
        order.refunds().stream()
            .filter(it -> call.outRefundNo().equals(it.outRefundNo()))
            .findFirst();
    if (known.isPresent()) {
      return known.get().fen() == call.refundFen() && call.totalFen() == order.terms().fen()
          ? new Decision(List.of(), Reply.success(fields(order, known.get())))
          : failure(Reply.ErrorCode.REFUND_FEE_MISMATCH);
    }
    Order.Charge charge = order.lastCharge().orElseThrow();
    if (situation.now().isAfter(charge.at().plus(WITHIN))) {
      return failure(Reply.ErrorCode.TRADE_OVERDUE);
    }
    if (call.totalFen() != order.terms().fen() || order.refunds().size() >= MAX) {
      return failure(Reply.ErrorCode.INVALID_REQUEST);
    }
    if (call.refundFen() > order.heldFen()) {
      return failure(Reply.ErrorCode.INVALID_REQUEST.name(), "more than the order still holds");
    }
    Order.Refund refund = refund(situation, order, charge, call);
    Move move =
        new Move.Refunded(
            situation.now(),
            order.key().mchId(),
            order.key().outTradeNo(),
            refund.fen(),
            refund.refundId(),
            refund.outRefundNo(),
            refund.arrivesAt(),
            refund.end());
    return new Decision(List.of(move), Reply.success(fields(order, refund)));
  }

  private static Order.Refund refund(
      Situation situation, Order order, Order.Charge charge, Call.Refund call) {
    Step step = situation.step();
    Instant now = situation.now();
    @Nullable String end =
        switch (step.behaviour()) {
          case REFUND_CHANGED -> "CHANGE";
          case REFUND_CLOSED -> "REFUNDCLOSE";
          default -> null;
        };
    String id = "50300%s%02d".formatted(charge.transactionId().substring(10), number(order));
    return new Order.Refund(
        id, call.refundFen(), now, call.outRefundNo(), now.plus(step.after()), end);
  }

  private static int number(Order order) {
    return order.refunds().size() + 1;
  }

  private static Map<String, String> fields(Order order, Order.Refund refund) {
    Map<String, String> fields = new LinkedHashMap<>();
    order.lastCharge().ifPresent(it -> fields.put("transaction_id", it.transactionId()));
    fields.put("out_trade_no", order.key().outTradeNo());
    fields.put("out_refund_no", String.valueOf(refund.outRefundNo()));
    fields.put("refund_id", refund.refundId());
    fields.put("refund_channel", "");
    fields.put("refund_fee", Long.toString(refund.fen()));
    fields.put("total_fee", Long.toString(order.terms().fen()));
    fields.put("cash_fee", Long.toString(order.terms().fen()));
    fields.put("cash_refund_fee", Long.toString(refund.fen()));
    fields.put("coupon_refund_fee", "0");
    fields.put("coupon_refund_count", "0");
    return fields;
  }

  private static Decision failure(Reply.ErrorCode code) {
    return failure(code.name(), code.text());
  }

  private static Decision failure(String code, String text) {
    return Decision.only(Reply.failure(code, text, Map.of()));
  }
}
