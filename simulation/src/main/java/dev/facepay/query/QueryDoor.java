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
import java.time.InstantSource;
import java.util.List;

/** The query stage as it is, over the ports of a simulation. */
public record QueryDoor(FactHandler query, FactHandler cancels, DueHandler alarms) {

  private static final QuerySettings SETTINGS = QuerySettings.defaults();

  /** What the log says of decisions, for a database that was restored. */
  public static List<LogFold> folds(
      Documents decisions, Documents cancelled, DueRecords alarms, InstantSource clock) {
    return new DecisionFold(new Decisions(decisions), new Cancels(cancelled), alarms, clock)
        .folds();
  }

  public static QueryDoor open(
      Documents decisions,
      Documents cancelled,
      WechatPay wechat,
      Sealer sealer,
      FactPublisher publisher,
      Timekeeper time) {
    Cancels cancels = new Cancels(cancelled);
    return new QueryDoor(
        new QueryHandler(
            new Decisions(decisions), cancels, wechat, sealer, publisher, time, SETTINGS),
        cancels,
        new AlarmHandler());
  }
}
