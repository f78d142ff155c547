package dev.facepay.report.log;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.report.read.Place;
import dev.facepay.report.read.Stories;
import dev.facepay.report.trade.Trades;
import dev.facepay.runtime.store.Stores;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** All that is folded from the log: payments' stories, and what became of trades' reports. */
public record ReadSide(Stories stories, Trades trades) {

  public static ReadSide in(Stores stores) {
    return new ReadSide(Stories.in(stores), Trades.in(stores));
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

    void count() {
      stories.count(payments);
      trades.count(reports);
    }
  }

  /** Empty, until all is folded. */
  Anew anew() {
    clear();
    return new Anew();
  }

  private void clear() {
    stories.clear();
    trades.clear();
  }
}
