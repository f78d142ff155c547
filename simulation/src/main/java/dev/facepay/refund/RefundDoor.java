package dev.facepay.refund;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The refund stage as it is, over the ports of a simulation. */
public record RefundDoor(FactHandler refund, DueHandler refunder) {

  /** So low that tills meet it. */
  private static final long TILL_MAX_FEN = 3_000;

  /** Within a history. */
  private static final Duration ARRIVAL_SLOW_AFTER = Duration.ofHours(2);

  private static final RefundSettings SETTINGS = settings();

  private static RefundSettings settings() {
    RefundSettings it = RefundSettings.defaults();
    return new RefundSettings(
        TILL_MAX_FEN,
        it.window(),
        it.kept(),
        it.settledWait(),
        it.apart(),
        it.askAfter(),
        it.queryFirst(),
        it.retrySlow(),
        it.slowAfter(),
        ARRIVAL_SLOW_AFTER);
  }

  public static RefundDoor open(
      Documents payments, DueRecords work, WechatPay wechat, Timekeeper time) {
    RefundStore store = new RefundStore(payments, SETTINGS);
    return new RefundDoor(
        new RefundHandler(store, work, time, SETTINGS),
        new Refunder(store, wechat, time, SETTINGS));
  }

  /** What the log says of payments and refunds, for a database that was restored. */
  public static List<LogFold> folds(Documents payments, DueRecords work, InstantSource clock) {
    return new RefundFold(new RefundStore(payments, SETTINGS), work, clock).folds();
  }
}
