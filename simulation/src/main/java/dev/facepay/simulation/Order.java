package dev.facepay.simulation;

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

  /** Money that moved. */
  static final class Charge {
    final long fen;
    final long at;
    boolean returned;

    Charge(long fen, long at) {
      this.fen = fen;
      this.at = at;
    }
  }

  /**
   * A refund by hand.
   *
   * @param arrivesAt until then it is on its way
   */
  record Refund(long fen, long arrivesAt) {}
}
