package dev.facepay.query;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The query stage as it is, over the ports of a simulation. */
public record QueryDoor(FactHandler query, FactHandler cancels, DueHandler alarms) {

  private static final QuerySettings SETTINGS = QuerySettings.defaults();

  /** No history is so long. */
  private static final Duration KEPT = Duration.ofDays(400);

  /** What the log says of decisions, for a database that was restored. */
  public static List<LogFold> folds(
      Documents decisions, Documents cancelled, DueRecords alarms, InstantSource clock) {
    return new DecisionFold(
            new Decisions(decisions, KEPT), new Cancels(cancelled, KEPT), alarms, clock)
        .folds();
  }

  public static QueryDoor open(
      Documents decisions,
      Documents cancelled,
      WechatPay wechat,
      Sealer sealer,
      FactPublisher publisher,
      Timekeeper time) {
    Cancels cancels = new Cancels(cancelled, KEPT);
    return new QueryDoor(
        new QueryHandler(
            new Decisions(decisions, KEPT), cancels, wechat, sealer, publisher, time, SETTINGS),
        cancels,
        new AlarmHandler());
  }
}
