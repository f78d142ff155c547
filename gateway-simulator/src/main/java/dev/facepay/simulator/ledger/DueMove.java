package dev.facepay.simulator.ledger;

import java.time.Instant;
import java.util.Optional;

/** What the passing of time does to an order: paid, refused, or given up. */
final class DueMove {
  private DueMove() {}

  /** The move that is due, with the time at which it was due; paying wins a tie. */
  static Optional<Move> due(Order order, String transactionId, Instant now) {
    Optional<Instant> due = order.due();
    if (due.isEmpty() || now.isBefore(due.get())) {
      return Optional.empty();
    }
    Instant at = due.get();
    Terms terms = order.terms();
    if (order.state() == OrderState.HIDDEN || at.equals(terms.payAt())) {
      return Optional.of(Move.charged(at, order.key(), terms.fen(), transactionId));
    }
    if (at.equals(terms.refuseAt())) {
      return Optional.of(Move.refused(at, order.key(), "TRADE_ERROR"));
    }
    return Optional.of(new Move.Revoked(at, order.key().mchId(), order.key().outTradeNo()));
  }
}
