package dev.facepay.standalone.deploy;

import dev.facepay.payment.PaymentFact;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What somebody counts who has the facts and nothing else.
 *
 * @param ends outcome → payments
 * @param paidFen of those that succeeded
 */
record LogTotals(Map<String, Integer> ends, long paidFen) {

  static LogTotals of(List<PaymentFact> facts) {
    Map<String, Integer> ends = new TreeMap<>();
    long paidFen = 0;
    for (PaymentFact fact : facts) {
      switch (fact) {
        case PaymentFact.Succeeded succeeded -> {
          ends.merge("succeeded", 1, Integer::sum);
          paidFen += succeeded.payment().amount().fen();
        }
        case PaymentFact.Failed failed -> ends.merge("failed", 1, Integer::sum);
        case PaymentFact.Reversed reversed -> ends.merge("reversed", 1, Integer::sum);
        default -> {}
      }
    }
    return new LogTotals(ends, paidFen);
  }
}
