package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.unknown;

import dev.facepay.pay.Attempt.Asking;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Documents of the pay stage that are older than what it has said, and the log. */
abstract class OlderCopyStand {

  static final Duration LEASE = Duration.ofSeconds(32);
  static final PaySettings SETTINGS = PaySettings.defaults();

  final TestTime clock = new TestTime();
  final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  final Attempts attempts =
      new Attempts(new MemoryDocuments(), new MemoryDocuments(), Fixtures.KEPT);
  final List<PaymentFact> published = new ArrayList<>();

  final int catchUp(Fact... log) throws InterruptedException {
    int written = 0;
    for (LogFold fold : new AttemptFold(attempts, clock, SETTINGS, LEASE).folds()) {
      for (Fact fact : log) {
        if (fact.type().topic() == fold.topic()) {
          written += fold.taker().take(fact, fact.occurredAt()) ? 1 : 0;
        }
      }
    }
    return written;
  }

  final Attempt known() {
    return attempts.find(payment().id()).orElseThrow().attempt();
  }

  final void sweepLater() throws InterruptedException {
    clock.advance(Duration.ofHours(1));
    new LapsedSweep(
            attempts,
            fact -> published.add((PaymentFact) fact),
            time,
            SETTINGS,
            new SimpleMeterRegistry())
        .run();
  }

  /** Its record comes once more; nobody is asked for anything. */
  final void handle(Requested again) throws InterruptedException {
    WechatPay nobody =
        new WechatPay() {
          @Override
          public Duration callMax() {
            return Duration.ofSeconds(27);
          }
        };
    new PayHandler(
            attempts,
            nobody,
            new PayHandlerTest.Opener(),
            fact -> published.add((PaymentFact) fact),
            time,
            SETTINGS)
        .handle(again);
  }

  final void close(Settled settled) {
    new ClosingHandler(attempts).handle(settled);
  }

  final Asking asking() {
    return new Asking(payment().fingerprint(), T0.plus(LEASE), unknown(UnknownReason.INTERRUPTED));
  }
}
