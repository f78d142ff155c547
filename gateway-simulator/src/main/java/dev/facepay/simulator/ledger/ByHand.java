package dev.facepay.simulator.ledger;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people and other systems do to a merchant's orders, without any call of ours. */
public final class ByHand {
  private ByHand() {}

  /** Another system makes and is paid an order of that number; nothing, if the number is known. */
  public static List<Move> othersOrder(
      Situation situation, OrderKey key, @Nullable String subMchId, long fen, Instant paidAt) {
    if (situation.order() != null) {
      return List.of();
    }
    Terms terms = Terms.others(subMchId, fen, situation.now());
    return List.of(
        new Move.Opened(paidAt, key.mchId(), key.outTradeNo(), terms),
        Move.charged(paidAt, key, fen, situation.transactionId()));
  }

  /** So much goes back on the merchant's platform; nothing, if there is not so much. */
  public static List<Move> refund(Situation situation, long fen) {
    Order order = situation.order();
    if (order == null || !isPaid(order.state()) || fen > order.heldFen()) {
      return List.of();
    }
    return List.of(refunded(order.key(), situation.now(), fen, order.refunds().size() + 1));
  }

  private static boolean isPaid(OrderState state) {
    return state == OrderState.PAID || state == OrderState.REFUNDED;
  }

  /**
   * @param count of the order's refunds, this one included
   */
  static Move refunded(OrderKey key, Instant now, long fen, int count) {
    String id = "50300%s%02d".formatted(key.outTradeNo(), count);
    return new Move.Refunded(now, key.mchId(), key.outTradeNo(), fen, id, null, null, null);
  }
}
