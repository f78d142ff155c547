package dev.facepay.wechat.call;

/** What the refunds of one order come to (spec section 11). */
public sealed interface RefundsOutcome {

  /**
   * Signed, and about this very order.
   *
   * @param returnedFen what has arrived, in fen
   * @param onTheWayFen what was accepted and neither arrived nor failed, in fen
   */
  record Refunds(long returnedFen, long onTheWayFen) implements RefundsOutcome {}

  /** Signed: no refund of this order was ever accepted. */
  record None() implements RefundsOutcome {}

  /** Nothing was learned: ask again. */
  record Unclear(Cause cause, String code, String text) implements RefundsOutcome {}
}
