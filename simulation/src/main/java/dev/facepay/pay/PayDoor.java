package dev.facepay.pay;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.runtime.store.Documents;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The pay stage as it is, over the ports of a simulation. */
public record PayDoor(FactHandler pay, FactHandler closing, FactHandler acts, Sweep sweep) {

  /** Bound once: a process is born many times a second here. */
  private static final PaySettings SETTINGS = settings();

  /** No history is so long. */
  private static final Duration KEPT = Duration.ofDays(400);

  /** Between two looks nothing happens but time: a quarter of them find out as much. */
  private static PaySettings settings() {
    PaySettings it = PaySettings.defaults();
    return new PaySettings(
        it.askWithin(),
        it.holdAfter(),
        it.clockSkewMax(),
        it.leaseMargin(),
        it.previousWait(),
        it.lookAgain().multipliedBy(4),
        it.sweepEvery(),
        it.sweepAfter(),
        it.handOverAgain(),
        it.handOverAgainMax(),
        "127.0.0.1");
  }

  /** One run of the sweep. */
  @FunctionalInterface
  public interface Sweep {
    int run() throws InterruptedException;
  }

  /** The collections and all that the stage works with. */
  public record Ports(
      Documents attempts,
      Documents rejections,
      WechatPay wechat,
      Sealer sealer,
      FactPublisher publisher,
      Timekeeper time) {}

  public static PayDoor open(Ports ports) {
    Attempts attempts = new Attempts(ports.attempts(), ports.rejections(), KEPT);
    return new PayDoor(
        new PayHandler(
            attempts, ports.wechat(), ports.sealer(), ports.publisher(), ports.time(), SETTINGS),
        new ClosingHandler(attempts),
        new ActHandler(attempts, ports.publisher()),
        new LapsedSweep(
                attempts, ports.publisher(), ports.time(), SETTINGS, new CompositeMeterRegistry())
            ::run);
  }

  /** What the log says of attempts, for a database that was restored. */
  public static List<LogFold> folds(
      Documents attempts, Documents rejections, InstantSource clock, Duration callMax) {
    return new AttemptFold(
            new Attempts(attempts, rejections, KEPT),
            clock,
            SETTINGS,
            callMax.plus(SETTINGS.leaseMargin()))
        .folds();
  }

  /** How often a process sweeps. */
  public static Duration sweepEvery() {
    return SETTINGS.sweepEvery();
  }
}
