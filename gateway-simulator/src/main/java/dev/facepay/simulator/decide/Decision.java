package dev.facepay.simulator.decide;

import dev.facepay.simulator.order.Move;
import java.util.List;

/** What happens to the order, and what is said about it. */
public record Decision(List<Move> moves, Reply reply) {
  static Decision only(Reply reply) {
    return new Decision(List.of(), reply);
  }
}
