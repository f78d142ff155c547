package dev.facepay.console.payment;

import dev.facepay.payment.PaymentRef;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that was ever said about a payment.
 *
 * @param ref which payment; of several requests under its number the one that the stages act on, as
 *     far as that is known
 * @param refRank how far it is known: lower is surer
 * @param entries by their ids
 * @param more whether there are requests or refusals beyond {@link HistoryDecider#ASIDES_MAX}
 */
record PaymentHistory(
    PaymentRef ref, int refRank, SortedMap<String, HistoryEntry> entries, boolean more) {

  PaymentHistory {
    entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
  }

  /** In the order of time. */
  List<HistoryEntry> timeline() {
    return entries.values().stream().sorted(HistoryEntry.IN_TIME).toList();
  }
}
