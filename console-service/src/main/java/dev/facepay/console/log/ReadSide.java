package dev.facepay.console.log;

import dev.facepay.console.read.Place;
import dev.facepay.console.read.Stories;
import dev.facepay.console.trade.Trades;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.runtime.store.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All that is folded from the log: payments' stories, and what became of trades' reports. */
public record ReadSide(Stories stories, Trades trades) {

  public static ReadSide in(Stores stores) {
    return in(stores, "");
  }

  /**
   * @param prefix before the names of its collections: those without one are shown
   */
  static ReadSide in(Stores stores, String prefix) {
    return new ReadSide(Stories.in(stores, prefix), Trades.in(stores, prefix));
  }

  /**
   * Returns when the documents say all of these facts, and so does who reads their sums.
   *
   * @return how many documents were changed
   */
  int fold(Collection<Fact> facts) {
    return stories.fold(ofPayments(facts)) + trades.fold(facts);
  }

  /** Counts the sums that have waited for it. */
  void countDue() {
    stories.countDue();
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

    private final Set<Place> payments = new TreeSet<>();
    private final Set<Place> reports = new TreeSet<>();

    private Anew() {}

    void fold(Collection<Fact> facts) {
      stories.foldUncounted(ofPayments(facts), payments);
      trades.foldUncounted(facts, reports);
    }

    /** Takes over what is too old for the log; of how many documents. */
    int keep(ReadSide before) {
      return stories.keep(before.stories, payments) + trades.keep(before.trades, reports);
    }

    void count() {
      stories.count(payments);
      trades.count(reports);
    }
  }

  /** What this process knows without looking: somebody else has put all of it in place. */
  void forget() {
    stories.forget();
    trades.forget();
  }

  Anew anew() {
    return new Anew();
  }

  boolean isEmpty() {
    return stories.count() == 0 && trades.count() == 0;
  }
}
