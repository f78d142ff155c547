package dev.facepay.console.act;

import dev.facepay.console.act.ReportActAnswer.Refused;
import dev.facepay.console.act.ReportActAnswer.Taken;
import dev.facepay.console.act.ReportActAnswer.Why;
import dev.facepay.console.act.ReportActDecider.Wish;
import dev.facepay.console.place.RevokedDevices;
import dev.facepay.console.trade.TradePage;
import dev.facepay.console.trade.Trades;
import dev.facepay.payment.Act;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import java.util.Optional;

/** A person's wish about a trade's report: looked up, decided, published. */
public final class ReportActs {

  private final Trades trades;
  private final RevokedDevices revoked;
  private final FactPublisher publisher;
  private final Timekeeper time;

  public ReportActs(
      Trades trades, RevokedDevices revoked, FactPublisher publisher, Timekeeper time) {
    this.trades = trades;
    this.revoked = revoked;
    this.publisher = publisher;
    this.time = time;
  }

  /**
   * Returns when the fact is in the log.
   *
   * @param who the operator's name
   */
  public ReportActAnswer act(String tradeId, Act act, String who, String why, String evidence)
      throws InterruptedException {
    Optional<TradePage> found = trades.page(tradeId);
    if (found.isEmpty()) {
      return new Refused(Why.NOT_FOUND, "");
    }
    TradePage trade = found.get();
    boolean isRevoked = revoked.contains(trade.merchant() + ":" + trade.device());
    Wish wish = new Wish(act, who, why, evidence, time.instant());
    ReportActAnswer answer = ReportActDecider.decide(trade, isRevoked, wish);
    if (answer instanceof Taken taken) {
      publisher.publish(taken.fact());
    }
    return answer;
  }
}
