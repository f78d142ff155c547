package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.failed;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.requested;
import static dev.facepay.testkit.Fixtures.reversed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentFact.Outcome;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Sealed;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.GatewayCode;
import dev.facepay.wechat.Micropay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PayHandlerTest extends PayStand {

  @Test
  void paid_at_once_is_written_down_and_published() throws Exception {
    handler.handle(requested());
    assertThat(asked).containsExactly(payment().id() + " code for " + payment().id());
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(Succeeded.class, s -> assertThat(s.by()).isEqualTo(Stage.PAY));
    assertThat(attempts.find(payment().id()).orElseThrow().attempt())
        .isEqualTo(new Answered(payment().fingerprint(), (Outcome) last()));
  }

  @Test
  void a_second_delivery_says_the_same_and_asks_nothing() throws Exception {
    handler.handle(requested());
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(published).hasSize(2);
    assertThat(published.get(1)).isEqualTo(published.get(0));
  }

  @Test
  void after_a_crash_while_asking_the_next_worker_waits_out_the_lease_and_never_asks()
      throws Exception {
    duringTheCall =
        () -> {
          throw new IllegalStateException("the process dies here");
        };
    assertThatThrownBy(() -> handler.handle(requested())).isInstanceOf(IllegalStateException.class);
    duringTheCall = () -> {};
    Instant crashed = clock.instant();
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(last())
        .isInstanceOfSatisfying(
            Unknown.class, u -> assertThat(u.reason()).isEqualTo(UnknownReason.INTERRUPTED));
    assertThat(clock.instant()).isAfterOrEqualTo(crashed.plus(CALL_MAX));
  }

  @Test
  void a_reply_that_comes_after_somebody_took_over_does_not_change_what_was_said()
      throws Exception {
    duringTheCall =
        () -> {
          clock.advance(Duration.ofMinutes(1));
          duringTheCall = () -> {};
          try {
            handler.handle(requested());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(published).hasSize(2).allMatch(f -> f instanceof Unknown);
    assertThat(published.get(1)).isEqualTo(published.get(0));
  }

  @Test
  void a_clock_that_is_three_minutes_off_makes_nothing_too_late() throws Exception {
    for (int minutes : List.of(-3, 3)) {
      Instant stamp = clock.instant().minus(Duration.ofMinutes(minutes));
      BrokerClock brokers = new BrokerClock();
      brokers.acknowledged(clock.instant(), stamp, clock.instant().plusMillis(10));
      handler.handle(requested(payment("O" + (minutes + 3), 1)), brokers.here(stamp));
      assertThat(last()).isInstanceOf(Succeeded.class);
    }
  }

  @Test
  void a_call_that_has_left_may_not_be_interrupted_since_only_it_hears_the_answer() {
    assertThat(handler.interruptible()).isFalse();
  }

  @Test
  void a_repeat_is_told_how_it_ended_however_long_ago() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested());
    new ClosingHandler(attempts).handle(reversed(payment()));
    clock.advance(Duration.ofDays(300));
    handler.handle(requested());
    assertThat(last()).isEqualTo(reversed(payment()));
    assertThat(asked).hasSize(1);
  }

  @Test
  void another_content_under_a_known_number_is_rejected_and_the_payment_untouched()
      throws Exception {
    handler.handle(requested());
    handler.handle(requested(payment(payment().orderNo().value(), 1, 99)));
    assertThat(asked).hasSize(1);
    assertThat(last())
        .isInstanceOfSatisfying(
            RequestRejected.class,
            r -> assertThat(r.reason()).isEqualTo(RejectReason.OTHER_CONTENT));
  }

  @Test
  void the_attempt_before_must_be_the_same_orders() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested(payment("A", 1)));
    reply = new Micropay.Refused(GatewayCode.AUTHCODEEXPIRE, "");
    handler.handle(requested(payment("A-2", 1)));
    reply = PAID;
    handler.handle(requested(payment("A", 3)));
    assertThat(last())
        .isInstanceOfSatisfying(
            RequestRejected.class,
            r -> assertThat(r.reason()).isEqualTo(RejectReason.PREVIOUS_ATTEMPT_MISSING));
    assertThat(asked).hasSize(2);
  }

  @Test
  void a_code_that_cannot_be_opened_fails_without_a_call() throws Exception {
    handler.handle(Requested.plain(payment(), new Sealed("foreign"), "b"));
    assertThat(asked).isEmpty();
    assertThat(last())
        .isInstanceOfSatisfying(
            Failed.class, f -> assertThat(f.reason()).isEqualTo(FailureReason.NOT_SENT));
  }

  @Test
  void a_second_attempt_is_rejected_while_the_first_is_open_and_stays_rejected() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested(payment("A1", 1)));
    handler.handle(requested(payment("A1", 2)));
    assertThat(last()).isInstanceOf(RequestRejected.class);
    PaymentFact rejected = last();
    new ClosingHandler(attempts).handle(reversed(payment("A1", 1)));
    handler.handle(requested(payment("A1", 2)));
    assertThat(last()).as("the device was told: not this one").isEqualTo(rejected);
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_second_attempt_pays_once_the_first_has_failed() throws Exception {
    reply = new Micropay.Refused(GatewayCode.NOTENOUGH, "");
    handler.handle(requested(payment("A1", 1)));
    reply = PAID;
    handler.handle(requested(payment("A1", 2)));
    assertThat(last()).isInstanceOf(Succeeded.class);
    handler.handle(requested(payment("A1", 3)));
    assertThat(last())
        .isInstanceOfSatisfying(
            RequestRejected.class,
            r -> assertThat(r.reason()).isEqualTo(RejectReason.ORDER_ALREADY_PAID));
  }

  @Test
  void a_settled_fact_on_its_way_is_waited_for() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested(payment("A1", 1)));
    reply = PAID;
    Timekeeper closing =
        Timekeeper.of(
            clock,
            due -> {
              clock.advance(Duration.between(clock.instant(), due));
              new ClosingHandler(attempts).handle(failed(payment("A1", 1), Stage.QUERY));
            });
    new PayHandler(
            attempts, new Gateway(), new Opener(), this::publish, closing, PaySettings.defaults())
        .handle(requested(payment("A1", 2)));
    assertThat(last()).isInstanceOf(Succeeded.class);
  }

  @Test
  void closing_ignores_the_pay_stages_own_answers_and_unknown_payments() {
    new ClosingHandler(attempts).handle(failed(payment("A1", 1), Stage.QUERY));
    assertThat(attempts.find(payment("A1", 1).id())).isEmpty();
  }

  @Test
  void
      what_was_handed_over_and_nobody_closed_is_handed_over_again_after_15_min_doubling_to_an_hour()
          throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested());
    Instant begun = clock.instant();
    List<Long> minutes = new ArrayList<>();
    while (minutes.size() < 5) {
      clock.advance(Duration.ofMinutes(1));
      if (sweep().run() > 0) {
        minutes.add(Duration.between(begun, clock.instant()).toMinutes());
      }
    }
    assertThat(minutes).containsExactly(16L, 47L, 108L, 169L, 230L);
    assertThat(published).hasSize(6).containsOnly(published.getFirst());
    assertThat(asked).hasSize(1);
    assertThat(meters.get("facepay.pay.handed.over.again").counter().count()).isEqualTo(5);

    new ClosingHandler(attempts).handle(reversed(payment()));
    clock.advance(Duration.ofDays(1));
    assertThat(sweep().run()).isZero();
  }
}
