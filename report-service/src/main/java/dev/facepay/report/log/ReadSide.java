package dev.facepay.report.log;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.report.read.Stories;
import dev.facepay.report.trade.Trades;
import dev.facepay.runtime.store.Stores;
import java.util.Collection;

/** All that is folded from the log: payments' stories, and what became of trades' reports. */
public record ReadSide(Stories stories, Trades trades) {

  public static ReadSide in(Stores stores) {
    return new ReadSide(Stories.in(stores), Trades.in(stores));
  }

  /**
   * Returns when the documents say all of these facts.
   *
   * @return how many documents were changed
   */
  int fold(Collection<Fact> facts) {
    int changed =
        stories.fold(
            facts.stream()
                .filter(PaymentFact.class::isInstance)
                .map(PaymentFact.class::cast)
                .toList());
    return changed + trades.fold(facts);
  }

  void clear() {
    stories.clear();
    trades.clear();
  }
}
