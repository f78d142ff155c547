package dev.facepay.simulator.ledger;

import java.util.Map;

/**
 * Totals over the whole ledger.
 *
 * @param byState orders in each state; NONE: asked about, never opened
 * @param ordersChargedTwice orders on which the merchant holds more than one charge
 * @param reversedFen reversed, or refunded by hand
 * @param heldFen charged less reversed
 */
public record LedgerSummary(
    long orders,
    Map<String, Long> byState,
    long payCalls,
    long queryCalls,
    long reverseCalls,
    long charges,
    long chargedFen,
    long reversals,
    long reversedFen,
    long heldFen,
    long ordersChargedTwice,
    long journalLines) {

  /** Of a ledger without a line. */
  static final LedgerSummary NOTHING = new LedgerSummary(0, Map.of(), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
