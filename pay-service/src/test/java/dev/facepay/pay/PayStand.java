package dev.facepay.pay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.pay.Attempt.Asking;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.Sealed;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.Micropay;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The pay stage on a clock moved by hand, with a gateway on a script. */
abstract class PayStand {

  static final Duration CALL_MAX = Duration.ofSeconds(10);
  static final Micropay.Outcome PAID =
      new Micropay.Paid("4200", Fixtures.T0, 1280, PaidDetails.NONE, Micropay.Buyer.UNKNOWN);

  final TestTime clock = new TestTime();
  final MemoryDocuments documents = new MemoryDocuments();
  final Attempts attempts = new Attempts(documents, new MemoryDocuments(), Fixtures.KEPT);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<PaymentFact> published = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  Micropay.Outcome reply = PAID;
  Runnable duringTheCall = () -> {};
  boolean brokerAway;

  /** Sleeping moves the clock: nothing else happens here meanwhile. */
  final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));

  final PayHandler handler =
      new PayHandler(
          attempts, new Gateway(), new Opener(), this::publish, time, PaySettings.defaults());

  final class Gateway implements WechatPay {
    @Override
    public Micropay.Outcome pay(Requested request, String authCode, String payerIp) {
      assertThat(attempts.find(request.payment().id()).orElseThrow().attempt())
          .as("written down before any byte goes out")
          .isInstanceOf(Asking.class);
      asked.add(request.payment().id() + " " + authCode);
      duringTheCall.run();
      return reply;
    }

    @Override
    public Duration callMax() {
      return CALL_MAX;
    }
  }

  static final class Opener implements Sealer {
    @Override
    public Sealed seal(Purpose purpose, String boundTo, String clear) {
      return new Sealed(clear);
    }

    @Override
    public String open(Purpose purpose, String boundTo, Sealed sealed) throws CannotOpen {
      if (sealed.text().equals("foreign")) {
        throw new CannotOpen("another ring's", new IllegalStateException());
      }
      return "code for " + boundTo;
    }
  }

  void publish(Fact fact) {
    if (brokerAway) {
      throw new FactNotPublished("no broker", new IllegalStateException());
    }
    published.add((PaymentFact) fact);
  }

  PaymentFact last() {
    return published.getLast();
  }

  LapsedSweep sweep() {
    return new LapsedSweep(attempts, this::publish, time, PaySettings.defaults(), meters);
  }
}
