package dev.facepay.simulator.ledger;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a buyer's coupons pay of an order, in fen.
 *
 * @param cash of the kind with money behind it: it is settled
 * @param noCash of the kind without: it is not settled
 */
record Coupons(long cash, long noCash) {
  private static final long CASH = 200;
  private static final long NO_CASH = 300;

  /** Of one kind or both, never more than a half and a third of the order. */
  static Coupons of(long fen, boolean cash, boolean noCash) {
    return new Coupons(cash ? Math.min(CASH, fen / 2) : 0, noCash ? Math.min(NO_CASH, fen / 3) : 0);
  }

  /** What both calls tell of an order that was paid with them. */
  Map<String, String> told(long fen) {
    Map<String, String> fields = new LinkedHashMap<>();
    if (noCash > 0) {
      fields.put("settlement_total_fee", Long.toString(fen - noCash));
    }
    fields.put("coupon_fee", Long.toString(cash + noCash));
    fields.put("cash_fee", Long.toString(fen - cash - noCash));
    return fields;
  }

  /** One by one, as only a query tells them. */
  Map<String, String> listed() {
    Map<String, String> fields = new LinkedHashMap<>();
    int count = list(fields, 0, "CASH", cash);
    count = list(fields, count, "NO_CASH", noCash);
    fields.put("coupon_count", Integer.toString(count));
    return fields;
  }

  private static int list(Map<String, String> fields, int n, String type, long fen) {
    if (fen == 0) {
      return n;
    }
    fields.put("coupon_type_" + n, type);
    fields.put("coupon_id_" + n, "200000000" + n);
    fields.put("coupon_fee_" + n, Long.toString(fen));
    return n + 1;
  }
}
