package dev.facepay.simulation;

import dev.facepay.simulation.Order.Refund.Status;
import java.util.ArrayList;
import java.util.List;

/** One {@code out_trade_no} at WeChat. */
final class Order {

  /** Named as on the wire. */
  enum State {
    USERPAYING,
    SUCCESS,
    REVOKED,
    REFUND,
    PAYERROR
  }

  final String number;
  final Script script;
  final long fen;
  final long since;
  final List<Charge> charges = new ArrayList<>();
  final List<Refund> refunds = new ArrayList<>();
  State state = State.USERPAYING;
  int recallsLeft;

  /** Reversals that will be confirmed and do nothing. */
  int idleReversals;

  boolean reversalCame;

  Order(String number, Script script, long fen, long since) {
    this.number = number;
    this.script = script;
    this.fen = fen;
    this.since = since;
  }

  /** Queries that say nothing bring a charged order to the reversal. */
  boolean isBlind() {
    return state == State.SUCCESS
        && switch (script) {
          case REVERSE_FAILS_FOR_AN_HOUR, REVERSE_NOT_PERMITTED, RECALL -> true;
          case REVERSE_DOES_NOTHING -> !reversalCame;
          default -> false;
        };
  }

  boolean isPaid() {
    return state == State.SUCCESS || state == State.REFUND;
  }

  /** What may still go back, in fen. */
  long left() {
    long back =
        refunds.stream()
            .filter(it -> it.status != Status.REFUNDCLOSE)
            .mapToLong(it -> it.fen)
            .sum();
    long kept = charges.stream().filter(it -> !it.isReturned()).mapToLong(it -> it.fen).sum();
    return kept - back;
  }

  /** Money that moved. */
  static final class Charge {
    final long fen;
    final long at;

    /** Below 0: it was not. */
    long returnedAt = -1;

    Charge(long fen, long at) {
      this.fen = fen;
      this.at = at;
    }

    boolean isReturned() {
      return returnedAt >= 0;
    }
  }

  /** Money that goes back, and not by a reversal. */
  static final class Refund {

    /** Named as on the wire. */
    enum Status {
      PROCESSING,
      CHANGE,
      OF_TOMORROW,
      SUCCESS,
      REFUNDCLOSE
    }

    final String number;
    final String id;
    final long fen;

    /** On the merchant platform, by a person or another system. */
    final boolean byHand;

    final long acceptedAt;
    Status status = Status.PROCESSING;

    Refund(String number, String id, long fen, boolean byHand, long acceptedAt) {
      this.number = number;
      this.id = id;
      this.fen = fen;
      this.byHand = byHand;
      this.acceptedAt = acceptedAt;
    }
  }
}
