package dev.facepay.simulator.decide;

import dev.facepay.simulator.order.Charge;
import dev.facepay.simulator.order.Order;
import dev.facepay.simulator.order.OrderState;
import dev.facepay.simulator.script.Behaviour;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides {@code orderquery}: tells, never changes. */
public final class QueryDecider {
  private QueryDecider() {}

  /** A hidden order is unknown; of an order that is not paid only its number comes back. */
  public static Decision decide(Situation situation, Call.Query call) {
    String told = situation.step().tradeState();
    if (situation.step().behaviour() == Behaviour.TRADE_STATE && told != null) {
      return Decision.only(Reply.success(unpaidFields(situation.order(), call, told)));
    }
    if (situation.step().behaviour() == Behaviour.ERROR) {
      String code = String.valueOf(situation.step().code());
      return Decision.only(Reply.failure(code, "as scripted", Map.of()));
    }
    Order order = situation.order();
    if (order == null || order.state() == OrderState.HIDDEN || !isPayee(order, call)) {
      return Decision.only(Reply.failure(ErrorCode.ORDERNOTEXIST));
    }
    return Decision.only(Reply.success(fields(order, call)));
  }

  private static Map<String, String> fields(Order order, Call.Query call) {
    String state = order.state().tradeState();
    if (order.state() != OrderState.PAID) {
      return unpaidFields(order, call, state);
    }
    Charge charge = order.lastCharge().orElseThrow();
    Map<String, String> fields = PayDecider.paidFields(order.key(), order.terms(), charge);
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
