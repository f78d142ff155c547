package dev.facepay.chaos.judge;

import java.time.Instant;

/**
 * A line of the gateway's journal.
 *
 * @param at the machine's time
 * @param paymentId {@code mch_id:out_trade_no}, or empty
 * @param api of a call, or empty
 * @param subMerchant of an order that was opened, or empty
 */
record JournalLine(
    Instant at,
    String kind,
    String api,
    String paymentId,
    long fen,
    boolean authentic,
    String transactionId,
    String subMerchant) {

  boolean is(String wanted) {
    return kind.equals(wanted);
  }

  boolean asks(String wanted) {
    return is("REQUEST") && api.equals(wanted);
  }
}
