package dev.facepay.simulator.ledger;

/**
 * Where an order stands.
 *
 * <p>HIDDEN → PAID (a late charge lands). USERPAYING → PAID, PAYERROR or REVOKED. PAYERROR →
 * CLOSED. PAID → REVERSED or REFUNDED, which stays. Nothing leaves CLOSED, REVOKED or REVERSED,
 * unless the gateway runs without de-duplication.
 */
enum OrderState {
  /** Taken in, seen by nobody yet: to queries and reversals the order does not exist. */
  HIDDEN("NOTPAY"),
  USERPAYING("USERPAYING"),
  PAID("SUCCESS"),
  PAYERROR("PAYERROR"),
  /** Reversed while unpaid. */
  CLOSED("CLOSED"),
  /** Left unpaid until the gateway gave up on it. */
  REVOKED("REVOKED"),
  /** Paid, then the money was returned. */
  REVERSED("REVOKED"),
  /** Paid, then all or a part of the money was given back by hand. */
  REFUNDED("REFUND");

  private final String tradeState;

  OrderState(String tradeState) {
    this.tradeState = tradeState;
  }

  /** The {@code trade_state} that a query tells. */
  String tradeState() {
    return tradeState;
  }
}
