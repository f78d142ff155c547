package dev.facepay.simulator.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides {@code micropay}. */
final class PayDecider {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneId.of("Asia/Shanghai"));

  private PayDecider() {}

  /** A known order is judged by its state; a new one by its code and what was scripted. */
  static Decision decide(Situation situation, Call.Pay call) {
    Order order = situation.order();
    if (order != null && (situation.rules().deduplicate() || order.terms().isOthers())) {
      return Decision.only(
          situation.step().behaviour() == Behaviour.ERROR
              ? scripted(situation)
              : repeated(order, call));
    }
    return switch (situation.code()) {
      case USED -> refused(Reply.ErrorCode.AUTH_CODE_ERROR);
      case EXPIRED -> refused(Reply.ErrorCode.AUTHCODEEXPIRE);
      case FRESH -> fresh(situation, call);
    };
  }

  private static Reply repeated(Order order, Call.Pay call) {
    if (!order.terms().content().equals(call.content())) {
      return Reply.failure(Reply.ErrorCode.OUT_TRADE_NO_USED);
    }
    return switch (order.state()) {
      case PAID, REFUNDED -> Reply.failure(Reply.ErrorCode.ORDERPAID);
      case HIDDEN, USERPAYING ->
          order.terms().codeHash().equals(call.codeHash())
              ? Reply.failure(Reply.ErrorCode.USERPAYING)
              : Reply.failure(Reply.ErrorCode.BUYER_MISMATCH);
      case PAYERROR -> refusedBefore(order.refusal());
      case CLOSED -> Reply.failure(Reply.ErrorCode.ORDERCLOSED);
      case REVOKED, REVERSED -> Reply.failure(Reply.ErrorCode.ORDERREVERSED);
    };
  }

  private static Reply refusedBefore(@Nullable String code) {
    return code == null
        ? Reply.failure(Reply.ErrorCode.TRADE_ERROR)
        : Reply.failure(code, "refused before", Map.of());
  }

  private static Decision fresh(Situation situation, Call.Pay call) {
    Instant after = situation.now().plus(situation.step().after());
    return switch (situation.step().behaviour()) {
      case USERPAYING_THEN_PAID -> waiting(opened(situation, call, after, null, false));
      case USERPAYING_THEN_REFUSED -> waiting(opened(situation, call, null, after, false));
      case USERPAYING_NEVER -> waiting(opened(situation, call, null, null, false));
      case PAYERROR ->
          failed(situation, call, "TRADE_ERROR", Reply.failure(Reply.ErrorCode.USERPAYING));
      case ERROR -> error(situation, call);
      case UNCLEAR_THEN_PAID -> unclear(situation, call, after);
      case LATE_CHARGE ->
          new Decision(
              List.of(opened(situation, call, after, null, true)),
              Reply.failure(Reply.ErrorCode.SYSTEMERROR));
      case OTHERS_AMOUNT -> others(situation, call, call.fen() + 1, situation.now());
      case OTHERS_DAY ->
          others(situation, call, call.fen(), situation.now().minus(Duration.ofDays(1)));
      case REFUNDED -> refunded(situation, call, call.fen());
      case REFUNDED_IN_PART -> refunded(situation, call, (call.fen() + 1) / 2);
      case ORDINARY,
          ANSWER_LOST,
          REQUEST_LOST,
          HTTP_STATUS,
          HTML,
          WRONG_AMOUNT,
          WRONG_ORDER,
          UNSIGNED,
          BAD_SIGN,
          FORGED_SUCCESS,
          RECALL,
          REFUND_UNCLEAR,
          REFUND_CHANGED,
          REFUND_UNSETTLED_SHORT,
          REFUND_CLOSED,
          COUPON_CASH,
          COUPON_NO_CASH,
          COUPONS,
          WRONG_COUPONS,
          TRADE_STATE ->
          charged(situation, call);
    };
  }

  private static Decision others(Situation situation, Call.Pay call, long fen, Instant paidAt) {
    return new Decision(
        ByHand.othersOrder(situation, call.key(), call.subMchId(), fen, paidAt),
        Reply.failure(Reply.ErrorCode.OUT_TRADE_NO_USED));
  }

  private static Decision refunded(Situation situation, Call.Pay call, long fen) {
    Decision charged = charged(situation, call);
    List<Move> moves = new ArrayList<>(charged.moves());
    moves.add(ByHand.refunded(call.key(), situation.now(), fen, 1));
    return new Decision(List.copyOf(moves), charged.reply());
  }

  private static Decision charged(Situation situation, Call.Pay call) {
    Order.Charge charge =
        new Order.Charge(situation.transactionId(), call.fen(), situation.now(), null);
    Move.Opened opened = opened(situation, call, null, null, false);
    return new Decision(
        List.of(opened, charge(situation, call)),
        Reply.success(paidFields(call.key(), opened.terms(), charge)));
  }

  private static Move charge(Situation situation, Call.Pay call) {
    return Move.charged(situation.now(), call.key(), call.fen(), situation.transactionId());
  }

  private static Decision unclear(Situation situation, Call.Pay call, Instant payAt) {
    Reply reply =
        Reply.failure(String.valueOf(situation.step().code()), "the result is unknown", Map.of());
    if (payAt.isAfter(situation.now())) {
      return new Decision(List.of(opened(situation, call, payAt, null, false)), reply);
    }
    Move.Opened opened = opened(situation, call, null, null, false);
    return new Decision(List.of(opened, charge(situation, call)), reply);
  }

  /** The buyer's own failures leave a failed order behind; the merchant's leave nothing. */
  private static Decision error(Situation situation, Call.Pay call) {
    String code = String.valueOf(situation.step().code());
    Reply reply = scripted(situation);
    return switch (code) {
      case "NOTENOUGH", "NOTSUPORTCARD", "TRADE_ERROR" -> failed(situation, call, code, reply);
      default -> Decision.only(reply);
    };
  }

  private static Reply scripted(Situation situation) {
    return Reply.failure(String.valueOf(situation.step().code()), "as scripted", Map.of());
  }

  private static Decision failed(Situation situation, Call.Pay call, String code, Reply reply) {
    Move opened = opened(situation, call, null, null, false);
    return new Decision(List.of(opened, Move.refused(situation.now(), call.key(), code)), reply);
  }

  private static Decision waiting(Move opened) {
    return new Decision(List.of(opened), Reply.failure(Reply.ErrorCode.USERPAYING));
  }

  private static Decision refused(Reply.ErrorCode code) {
    return Decision.only(Reply.failure(code));
  }

  private static Move.Opened opened(
      Situation situation,
      Call.Pay call,
      @Nullable Instant payAt,
      @Nullable Instant refuseAt,
      boolean hidden) {
    Instant now = situation.now();
    return new Move.Opened(
        now,
        call.key().mchId(),
        call.key().outTradeNo(),
        new Terms(
            call.appId(),
            call.subMchId(),
            call.subAppId(),
            call.fen(),
            call.deviceInfo(),
            call.attach(),
            call.content(),
            call.codeHash(),
            hidden,
            payAt,
            refuseAt,
            now.plus(situation.rules().revokeAfter()),
            coupons(situation.step().behaviour(), call.fen())));
  }

  private static @Nullable Coupons coupons(Behaviour behaviour, long fen) {
    boolean both = behaviour == Behaviour.COUPONS || behaviour == Behaviour.WRONG_COUPONS;
    boolean cash = both || behaviour == Behaviour.COUPON_CASH;
    boolean noCash = both || behaviour == Behaviour.COUPON_NO_CASH;
    return cash || noCash ? Coupons.of(fen, cash, noCash) : null;
  }

  /** What is told about money that moved, by the payment call and by queries. */
  static Map<String, String> paidFields(OrderKey key, Terms terms, Order.Charge charge) {
    Map<String, String> fields = new LinkedHashMap<>();
    String fen = Long.toString(charge.fen());
    put(fields, "device_info", terms.deviceInfo());
    fields.put("openid", openid("oSim", terms));
    if (terms.subAppId() != null) {
      fields.put("sub_openid", openid("oSub", terms));
    }
    fields.put("is_subscribe", "N");
    fields.put("trade_type", "MICROPAY");
    fields.put("bank_type", "OTHERS");
    fields.put("fee_type", "CNY");
    fields.put("total_fee", fen);
    fields.put("settlement_total_fee", fen);
    fields.put("coupon_fee", "0");
    fields.put("cash_fee_type", "CNY");
    fields.put("cash_fee", fen);
    fields.put("transaction_id", charge.transactionId());
    fields.put("out_trade_no", key.outTradeNo());
    put(fields, "attach", terms.attach());
    fields.put("time_end", TIME.format(charge.at()));
    if (terms.coupons() != null) {
      fields.remove("settlement_total_fee");
      fields.putAll(terms.coupons().told(charge.fen()));
    }
    return fields;
  }

  private static String openid(String account, Terms terms) {
    return account + (terms.codeHash() + "0".repeat(24)).substring(0, 24);
  }

  static void put(Map<String, String> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }
}
