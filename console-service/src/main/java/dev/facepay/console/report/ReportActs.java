package dev.facepay.console.report;

import dev.facepay.console.report.ReportActAnswer.Refused;
import dev.facepay.console.report.ReportActAnswer.Taken;
import dev.facepay.console.report.ReportActAnswer.Why;
import dev.facepay.console.report.ReportActDecider.ActRequest;
import dev.facepay.console.totals.KnownDevices;
import dev.facepay.payment.Act;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import java.util.Optional;

/** A person's request about a trade's report: looked up, decided, published. */
final class ReportActs {

  private final TradeStore trades;
  private final KnownDevices devices;
  private final FactPublisher publisher;
  private final Timekeeper time;

  ReportActs(TradeStore trades, KnownDevices devices, FactPublisher publisher, Timekeeper time) {
    this.trades = trades;
    this.devices = devices;
    this.publisher = publisher;
    this.time = time;
  }

  /**
   * Returns when the fact is in the log.
   *
   * @param who the operator's name
   */
  ReportActAnswer act(String tradeId, Act act, String who, String why, String evidence)
      throws InterruptedException {
    Optional<TradeView> found = trades.page(tradeId);
    if (found.isEmpty()) {
      return new Refused(Why.NOT_FOUND, "");
    }
    TradeView trade = found.get();
    boolean isRevoked = devices.isRevoked(trade.merchant() + ":" + trade.device());
    ActRequest request = new ActRequest(act, who, why, evidence, time.instant());
    ReportActAnswer answer = ReportActDecider.decide(trade, isRevoked, request);
    if (answer instanceof Taken taken) {
      publisher.publish(taken.fact());
    }
    return answer;
  }
}
