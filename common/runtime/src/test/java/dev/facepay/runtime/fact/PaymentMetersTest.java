package dev.facepay.runtime.fact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundFact.RefundFailed;
import dev.facepay.payment.RefundFact.RefundSucceeded;
import dev.facepay.payment.RefundFailure;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class PaymentMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final PaymentMeters meters = new PaymentMeters(registry);

  @Test
  void a_payment_that_succeeds_is_answered_and_settled_at_once() {
    PaymentRef payment = Fixtures.payment("A1", 1, 1280);
    publish(Fixtures.requested(payment));
    publish(Fixtures.paid(payment, Stage.PAY));

    assertThat(answers("succeeded")).isEqualTo(1);
    assertThat(settled("succeeded")).isEqualTo(1);
    assertThat(fen("succeeded")).isEqualTo(1280);
  }

  @Test
  void a_reversal_is_answered_when_it_begins_and_settled_when_it_is_confirmed() {
    PaymentRef payment = Fixtures.payment("A2", 1, 500);
    publish(Fixtures.unknown(payment, UnknownReason.NO_ANSWER));
    assertThat(registry.find("facepay.payment.answer").timers()).isEmpty();

    publish(Fixtures.reverseNeeded(payment));
    assertThat(answers("not_paid")).isEqualTo(1);
    assertThat(registry.find("facepay.payments.settled").counters()).isEmpty();

    publish(Fixtures.reversed(payment));
    assertThat(settled("reversed")).isEqualTo(1);
    assertThat(fen("reversed")).isEqualTo(500);
    assertThat(registry.find("facepay.payment.answer").timers()).hasSize(1);
  }

  @Test
  void what_went_back_is_counted_in_fen() {
    PaymentRef paid = Fixtures.payment();
    RefundRef refund =
        new RefundRef(
            paid.id(),
            paid.orderNo(),
            paid.attempt(),
            null,
            paid.store(),
            new RefundNo("R1"),
            new Money(300),
            Fixtures.T0);
    meters.published(
        new RefundSucceeded(refund, "50", null, null, null, null, null, Fixtures.T0), "none");
    meters.published(
        new RefundFailed(refund, RefundFailure.OTHER_CONTENT, "", "", Fixtures.T0), "why");

    assertThat(registry.get("facepay.refunds.settled.fen").tag("outcome", "succeeded").counter())
        .satisfies(counter -> assertThat(counter.count()).isEqualTo(300));
    assertThat(registry.find("facepay.refunds.settled.fen").tag("outcome", "failed").counter())
        .isNull();
  }

  private void publish(PaymentFact fact) {
    meters.published(fact, "why");
  }

  private double answers(String answer) {
    return registry.get("facepay.payment.answer").tag("answer", answer).timer().count();
  }

  private double settled(String outcome) {
    assertThat(registry.get("facepay.payment.settle").tag("outcome", outcome).timer().count())
        .isEqualTo(1);
    return registry
        .get("facepay.payments.settled")
        .tags("outcome", outcome, "reason", "why")
        .counter()
        .count();
  }

  private double fen(String outcome) {
    return registry.get("facepay.payments.settled.fen").tag("outcome", outcome).counter().count();
  }
}
