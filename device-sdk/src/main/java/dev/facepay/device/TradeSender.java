package dev.facepay.device;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.TradeBody;
import dev.facepay.device.time.Scheduler;

/** Tells the edge of trades that were paid elsewhere, one after the other, until it has each. */
final class TradeSender {

  private final Reports reports;
  private final EdgeCalls edge;
  private final Scheduler scheduler;
  private final TerminalListener listener;
  private boolean sending;
  private boolean closed;
  private int failures;

  TradeSender(Reports reports, EdgeCalls edge, Scheduler scheduler, TerminalListener listener) {
    this.reports = reports;
    this.edge = edge;
    this.scheduler = scheduler;
    this.listener = listener;
  }

  /** False if the disk does not take it: then it is not told either. */
  boolean tell(TradeBody trade) {
    if (!reports.store(trade)) {
      return false;
    }
    send();
    return true;
  }

  /** Sends what is stored, unless that is under way. */
  void send() {
    TradeBody trade = reports.nextTrade();
    if (sending || closed || trade == null) {
      return;
    }
    sending = true;
    edge.call(e -> e.trade(trade), answer -> sent(trade, answer));
  }

  void close() {
    closed = true;
  }

  private void sent(TradeBody trade, Answer<Boolean> answer) {
    sending = false;
    if (closed) {
      return;
    }
    if (EdgeCalls.isTaken(answer, 409)) {
      failures = 0;
      if (answer instanceof Answer.Problem<Boolean>) {
        listener.trouble("trade", trade.outTradeNo() + ": " + EdgeCalls.text(answer));
      }
      reports.heard(trade);
      send();
    } else {
      failures++;
      listener.trouble("report", EdgeCalls.text(answer));
      scheduler.after(edge.pause(failures, EdgeCalls.retryAfter(answer)), this::send);
    }
  }
}
