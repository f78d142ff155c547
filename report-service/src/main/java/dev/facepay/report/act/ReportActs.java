package dev.facepay.report.act;

import dev.facepay.payment.Act;
import dev.facepay.payment.PaymentId;
import dev.facepay.report.act.ReportActAnswer.Refused;
import dev.facepay.report.act.ReportActAnswer.Taken;
import dev.facepay.report.act.ReportActAnswer.Why;
import dev.facepay.report.act.ReportActDecider.Known;
import dev.facepay.report.act.ReportActDecider.Wish;
import dev.facepay.report.job.Ends;
import dev.facepay.report.job.KnownDevices;
import dev.facepay.report.trade.TradePage;
import dev.facepay.report.trade.Trades;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import java.util.Optional;

/** A person's wish about a trade's report: looked up, decided, published. */
public final class ReportActs {

  private final Trades trades;
  private final Ends ends;
  private final KnownDevices devices;
  private final FactPublisher publisher;
  private final Timekeeper time;

  public ReportActs(
      Trades trades, Ends ends, KnownDevices devices, FactPublisher publisher, Timekeeper time) {
    this.trades = trades;
    this.ends = ends;
    this.devices = devices;
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
    Known known =
        new Known(
            ends.confirmed(PaymentId.parse(trade.id())),
            devices.revoked(trade.merchant() + ":" + trade.device()));
    Wish wish = new Wish(act, who, why, evidence, time.instant());
    ReportActAnswer answer = ReportActDecider.decide(trade, known, wish);
    if (answer instanceof Taken taken) {
      publisher.publish(taken.fact());
    }
    return answer;
  }
}
