package dev.facepay.simulator.ledger;

import java.util.List;

/** What happens to the order, and what is said about it. */
record Decision(List<Move> moves, Reply reply) {
  static Decision only(Reply reply) {
    return new Decision(List.of(), reply);
  }
}
