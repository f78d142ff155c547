package dev.facepay.simulator.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides {@code orderquery} and {@code refundquery}: tells, never changes. */
final class QueryDecider {
  /** As many refunds as an answer holds. */
  private static final int PAGE = 10;

  private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

  private QueryDecider() {}

  /** A hidden order is unknown; of an order that is not paid only its number comes back. */
  static Decision decide(Situation situation, Call.Query call) {
    String state = situation.step().tradeState();
    if (situation.step().behaviour() == Behaviour.TRADE_STATE && state != null) {
      return Decision.only(Reply.success(unpaidFields(situation.order(), call, state)));
    }
    if (situation.step().behaviour() == Behaviour.ERROR) {
      String code = String.valueOf(situation.step().code());
      return Decision.only(Reply.failure(code, "as scripted", Map.of()));
    }
    Order order = situation.order();
    if (order == null || order.state() == OrderState.HIDDEN || !isPayee(order, call)) {
      return Decision.only(Reply.failure(Reply.ErrorCode.ORDERNOTEXIST));
    }
    return Decision.only(Reply.success(fields(order, call)));
  }

  /** One refund by its number, or an order's, ten at a time. */
  static Decision decide(Situation situation, Call.Refunds call) {
    if (situation.step().behaviour() == Behaviour.ERROR) {
      String code = String.valueOf(situation.step().code());
      return Decision.only(Reply.failure(code, "as scripted", Map.of()));
    }
    Order order = situation.order();
    if (order == null || order.refunds().isEmpty() || !isPayee(order, call)) {
      return Decision.only(Reply.failure(Reply.ErrorCode.REFUNDNOTEXIST));
    }
    List<Order.Refund> all = order.refunds().stream().filter(it -> isAsked(it, call)).toList();
    if (call.offset() > all.size()) {
      return Decision.only(Reply.failure(Reply.ErrorCode.PARAM_ERROR));
    }
    List<Order.Refund> page = all.stream().skip(call.offset()).limit(PAGE).toList();
    return Decision.only(Reply.success(refunds(order, page, all.size(), situation.now())));
  }

  private static boolean isAsked(Order.Refund refund, Call.Refunds call) {
    if (call.refundId() != null) {
      return call.refundId().equals(refund.refundId());
    }
    return call.outRefundNo() == null || call.outRefundNo().equals(refund.outRefundNo());
  }

  private static Map<String, String> refunds(
      Order order, List<Order.Refund> page, int all, Instant now) {
    Map<String, String> fields = new LinkedHashMap<>();
    order.lastCharge().ifPresent(it -> fields.put("transaction_id", it.transactionId()));
    fields.put("out_trade_no", order.key().outTradeNo());
    fields.put("total_fee", Long.toString(order.terms().fen()));
    fields.put("refund_count", Integer.toString(page.size()));
    if (all > PAGE) {
      fields.put("total_refund_count", Integer.toString(all));
    }
    for (int n = 0; n < page.size(); n++) {
      Order.Refund refund = page.get(n);
      String status = refund.status(now);
      String number = refund.outRefundNo();
      fields.put("out_refund_no_" + n, number == null ? "H" + refund.refundId() : number);
      fields.put("refund_id_" + n, refund.refundId());
      fields.put("refund_channel_" + n, "ORIGINAL");
      fields.put("refund_fee_" + n, Long.toString(refund.fen()));
      fields.put("refund_status_" + n, status);
      if (status.equals("SUCCESS")) {
        Instant at = refund.arrivesAt() == null ? refund.at() : refund.arrivesAt();
        fields.put("refund_recv_accout_" + n, "支付用户零钱");
        fields.put("refund_success_time_" + n, TIME.format(at.atOffset(CHINA)));
      }
    }
    return fields;
  }

  private static Map<String, String> fields(Order order, Call.Query call) {
    String state = order.state().tradeState();
    if (order.state() != OrderState.PAID) {
      return unpaidFields(order, call, state);
    }
    Order.Charge charge = order.lastCharge().orElseThrow();
    Map<String, String> fields = PayDecider.paidFields(order.key(), order.terms(), charge);
    Coupons coupons = order.terms().coupons();
    if (coupons != null) {
      fields.putAll(coupons.listed());
    }
    fields.put("trade_state", state);
    fields.put("trade_state_desc", "paid");
    return fields;
  }

  private static Map<String, String> unpaidFields(
      @Nullable Order order, Call.Query call, String state) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("trade_state", state);
    fields.put("trade_state_desc", "the order is " + state);
    PayDecider.put(
        fields, "out_trade_no", order == null ? call.outTradeNo() : order.key().outTradeNo());
    PayDecider.put(fields, "attach", order == null ? null : order.terms().attach());
    return fields;
  }

  private static boolean isPayee(Order order, Call call) {
    String sub = order.terms().subMchId();
    return sub == null ? call.subMchId() == null : sub.equals(call.subMchId());
  }
}
