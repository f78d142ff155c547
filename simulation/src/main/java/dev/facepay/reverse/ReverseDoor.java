package dev.facepay.reverse;

import dev.facepay.payment.PaymentRef;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueHandler;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.RefundsOutcome;
import dev.facepay.wechat.call.ReverseOutcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The reverse stage as it is, over the ports of a simulation. */
public record ReverseDoor(FactHandler reverse, DueHandler chaser) {

  private static final ReverseSettings SETTINGS = ReverseSettings.defaults();

  /** The gateway's port. */
  public interface Back {
    QueryOutcome ask(PaymentRef payment) throws InterruptedException;

    RefundsOutcome refunds(PaymentRef payment) throws InterruptedException;

    ReverseOutcome reverse(PaymentRef payment) throws InterruptedException;
  }

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
      DueRecords chases,
      Documents ended,
      Back back,
      FactPublisher publisher,
      Timekeeper time,
      Times times) {
    Outcomes outcomes = new Outcomes(ended);
    ReverseSettings settings = settings(times);
    ReverseGateway gateway =
        new ReverseGateway() {
          @Override
          public QueryOutcome ask(PaymentRef payment) throws InterruptedException {
            return back.ask(payment);
          }

          @Override
          public RefundsOutcome refunds(PaymentRef payment) throws InterruptedException {
            return back.refunds(payment);
          }

          @Override
          public ReverseOutcome reverse(PaymentRef payment) throws InterruptedException {
            return back.reverse(payment);
          }
        };
    return new ReverseDoor(
        new ReverseHandler(chases, outcomes, publisher, time, settings),
        new Chaser(outcomes, gateway, time, settings));
  }

  /** What the log says of chases, for a database that was restored. */
  public static List<LogFold> folds(DueRecords chases, Documents ended, InstantSource clock) {
    return new ChaseFold(chases, new Outcomes(ended), clock, SETTINGS).folds();
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
