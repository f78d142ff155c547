package dev.facepay.console.projection;

import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.bill.BillStore;
import dev.facepay.console.documents.StoreDay;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.console.report.TradeStore;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.store.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that is folded from the log: payments' histories, their refunds, what became of trades'
 * reports, and of WeChat's bills, and what people said of alarms.
 */
public record Projection(
    PaymentStore histories, TradeStore trades, BillStore bills, AlarmStore alarms) {

  public static Projection in(Stores stores) {
    return in(stores, "");
  }

  /**
   * @param prefix before the names of its collections: those without one are shown
   */
  static Projection in(Stores stores, String prefix) {
    return new Projection(
        PaymentStore.in(stores, prefix),
        TradeStore.in(stores, prefix),
        BillStore.in(stores, prefix),
        AlarmStore.in(stores, prefix));
  }

  /**
   * Returns when the documents say all of these facts, and so does who reads their sums.
   *
   * @return how many documents were changed
   */
  int fold(Collection<Fact> facts) {
    return histories.fold(ofPayments(facts))
        + histories.refunds().fold(facts)
        + trades.fold(facts)
        + bills.fold(facts)
        + alarms.fold(facts);
  }

  /** Counts the sums that have waited for it. */
  void countDue() {
    histories.countDue();
    histories.refunds().countDue();
    trades.countDue();
  }

  private static List<PaymentFact> ofPayments(Collection<Fact> facts) {
    return facts.stream()
        .filter(PaymentFact.class::isInstance)
        .map(PaymentFact.class::cast)
        .toList();
  }

  /** Everything at once: the sums are counted when the last fact is folded. */
  final class Anew {

    private final Set<StoreDay> payments = new TreeSet<>();
    private final Set<StoreDay> refunds = new TreeSet<>();
    private final Set<StoreDay> reports = new TreeSet<>();

    private Anew() {}

    void fold(Collection<Fact> facts) {
      histories.foldUncounted(ofPayments(facts), payments);
      histories.refunds().foldUncounted(facts, refunds);
      trades.foldUncounted(facts, reports);
      bills.fold(facts);
      alarms.fold(facts);
    }

    /** Takes over what is too old for the log; of how many documents. */
    int keep(Projection before) {
      return histories.keep(before.histories, payments)
          + histories.refunds().keep(before.histories.refunds(), refunds)
          + trades.keep(before.trades, reports)
          + bills.keep(before.bills)
          + alarms.keep(before.alarms);
    }

    void count() {
      histories.count(payments);
      histories.refunds().count(refunds);
      trades.count(reports);
    }
  }

  /** What this process knows without looking: somebody else has put all of it in place. */
  void forget() {
    histories.forget();
    histories.refunds().forget();
    trades.forget();
  }

  Anew anew() {
    return new Anew();
  }

  boolean isEmpty() {
    return histories.count() == 0
        && histories.refunds().count() == 0
        && trades.count() == 0
        && bills.isEmpty()
        && alarms.isEmpty();
  }
}
