package dev.facepay.simulator.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Decides {@code reverse}: closes what is unpaid, returns what is paid, repeats itself gladly. */
final class ReverseDecider {
  private static final Map<String, String> NO_RECALL = Map.of("recall", "N");

  private ReverseDecider() {}

  /** An order being paid cannot be reversed; one that is unknown has nothing to reverse. */
  static Decision decide(Situation situation, Call.Reverse call) {
    switch (situation.step().behaviour()) {
      case RECALL -> {
        return failure("SYSTEMERROR", "call again", Map.of("recall", "Y"));
      }
      case ERROR -> {
        String code = String.valueOf(situation.step().code());
        return failure(code, "as scripted", NO_RECALL);
      }
      default -> {
        return ordinary(situation, call);
      }
    }
  }

  private static Decision ordinary(Situation situation, Call.Reverse call) {
    Order order = situation.order();
    if (order == null
        || order.state() == OrderState.HIDDEN
        || !Objects.equals(order.terms().subMchId(), call.subMchId())) {
      return failure(Reply.ErrorCode.INVALID_TRANSACTIONID);
    }
    return switch (order.state()) {
      case HIDDEN, USERPAYING -> failure(Reply.ErrorCode.USERPAYING);
      case PAYERROR ->
          done(List.of(new Move.Closed(situation.now(), call.mchId(), order.key().outTradeNo())));
      case CLOSED, REVOKED, REVERSED -> done(List.of());
      case PAID -> giveBack(situation, order);
      case REFUNDED -> failure(Reply.ErrorCode.TRADE_ERROR);
    };
  }

  private static Decision giveBack(Situation situation, Order order) {
    Instant paid = order.lastCharge().map(Order.Charge::at).orElse(order.openedAt());
    if (situation.now().isAfter(paid.plus(situation.rules().reverseWithin()))) {
      return failure(Reply.ErrorCode.REVERSE_EXPIRE);
    }
    List<Move> moves = new ArrayList<>();
    for (Order.Charge charge : order.charges()) {
      if (charge.kept()) {
        moves.add(Move.reversed(situation.now(), order.key(), charge));
      }
    }
    return done(moves);
  }

  private static Decision done(List<Move> moves) {
    return new Decision(List.copyOf(moves), Reply.success(NO_RECALL));
  }

  private static Decision failure(Reply.ErrorCode code) {
    return failure(code.name(), code.text(), NO_RECALL);
  }

  private static Decision failure(String code, String text, Map<String, String> fields) {
    return Decision.only(Reply.failure(code, text, fields));
  }
}
