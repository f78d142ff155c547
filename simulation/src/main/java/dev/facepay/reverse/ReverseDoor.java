package dev.facepay.reverse;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker.DueHandler;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;
import java.util.List;

/** The reverse stage as it is, over the ports of a simulation. */
public record ReverseDoor(FactHandler reverse, DueHandler worker) {

  private static final ReverseSettings SETTINGS = ReverseSettings.defaults();

  /** No history is so long. */
  private static final Duration KEPT = Duration.ofDays(400);

  /** The stage's settings of those names. */
  public record Times(
      Duration earliest,
      Duration codeLife,
      Duration notFoundEvery,
      Duration neverReachedAfter,
      Duration slowAfter) {}

  /**
   * @throws IllegalArgumentException if the times contradict each other
   */
  public static ReverseDoor open(
      DueRecords reversals,
      Documents ended,
      WechatPay wechat,
      FactPublisher publisher,
      Timekeeper time,
      Times times) {
    Outcomes outcomes = new Outcomes(ended, KEPT);
    ReverseSettings settings = settings(times);
    return new ReverseDoor(
        new ReverseHandler(reversals, outcomes, publisher, time, settings),
        new ReversalWorker(outcomes, wechat, time, settings));
  }

  /** What the log says of reversals, for a database that was restored. */
  public static List<LogFold> folds(DueRecords reversals, Documents ended, Timekeeper time) {
    return new ReversalFold(reversals, new Outcomes(ended, KEPT), time, SETTINGS).folds();
  }

  /** As they are when nothing is configured. */
  public static Times times() {
    return new Times(
        SETTINGS.earliest(),
        SETTINGS.codeLife(),
        SETTINGS.notFoundEvery(),
        SETTINGS.neverReachedAfter(),
        SETTINGS.slowAfter());
  }

  private static ReverseSettings settings(Times times) {
    ReverseSettings it = SETTINGS;
    return new ReverseSettings(
        times.earliest(),
        it.window(),
        it.retryFirst(),
        it.retryMax(),
        it.retrySlow(),
        it.recallsMax(),
        times.codeLife(),
        times.notFoundEvery(),
        times.neverReachedAfter(),
        it.blindAfter(),
        times.slowAfter());
  }
}
