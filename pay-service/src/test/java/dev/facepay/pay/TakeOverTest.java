package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.requested;
import static dev.facepay.testkit.Fixtures.reversed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.facepay.pay.Attempt.Closed;
import dev.facepay.payment.Act;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.stage.FactHandler;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.Micropay;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

/** What nobody handles any more, or has no document, is taken over. */
class TakeOverTest extends PayStand {

  @Test
  void a_request_that_comes_again_after_its_document_expired_is_left_to_a_person()
      throws Exception {
    handler.handle(requested());
    clock.advance(Duration.ofDays(400));
    documents.delete(payment().id().toString(), 2);
    published.clear();

    Instant again = clock.instant();
    for (Instant loggedAt : List.of(T0, again)) {
      assertThatExceptionOfType(FactHandler.NeedsPerson.class)
          .isThrownBy(() -> handler.handle(requested(), loggedAt))
          .withMessageContaining(T0.toString());
    }
    assertThat(asked).hasSize(1);
    assertThat(published).isEmpty();
    assertThat(documents.count()).isZero();
  }

  @Test
  void a_later_attempt_that_is_so_old_is_not_judged_by_the_one_before_it() {
    Requested second = requested(payment(payment().orderNo().value(), 2, 1280));
    clock.advance(PaySettings.defaults().holdAfter().plusSeconds(1));
    assertThatExceptionOfType(FactHandler.NeedsPerson.class)
        .isThrownBy(() -> handler.handle(second));
    assertThat(published).isEmpty();
  }

  @Test
  void a_missing_document_proves_nothing_an_old_request_is_asked_about() throws Exception {
    clock.advance(Duration.ofMinutes(2));
    handler.handle(requested());
    assertThat(asked).isEmpty();
    assertThat(last())
        .isInstanceOfSatisfying(
            Unknown.class,
            it -> {
              assertThat(it.reason()).isEqualTo(UnknownReason.TOO_LATE);
              assertThat(it.sentAt()).isAfter(requested().occurredAt()).isBefore(clock.instant());
            });
  }

  @Test
  void how_old_a_request_is_says_the_broker_not_the_clock_of_the_edge() throws Exception {
    clock.advance(Duration.ofMinutes(3));
    handler.handle(requested(), clock.instant().minusSeconds(1));
    assertThat(asked).as("the edge's clock is three minutes behind").hasSize(1);
    assertThat(last()).isInstanceOf(Succeeded.class);
  }

  @Test
  void a_charge_whose_document_is_lost_is_never_told_as_not_charged() throws Exception {
    handler.handle(requested());
    assertThat(last()).isInstanceOf(Succeeded.class);
    documents.delete(payment().id().toString(), 2);
    clock.advance(Duration.ofMinutes(1));
    handler.handle(requested());
    assertThat(asked).hasSize(1);
    assertThat(last()).isInstanceOf(Unknown.class);
  }

  @Test
  void the_sweep_takes_over_what_nobody_handles_any_more() throws Exception {
    duringTheCall =
        () -> {
          throw new IllegalStateException("dead letter");
        };
    assertThatThrownBy(() -> handler.handle(requested())).isInstanceOf(IllegalStateException.class);
    LapsedSweep sweep = sweep();
    assertThat(sweep.run()).isZero();
    clock.advance(Duration.ofMinutes(5));
    brokerAway = true;
    assertThatThrownBy(sweep::run).isInstanceOf(FactNotPublished.class);
    brokerAway = false;
    clock.advance(Duration.ofMinutes(5));
    assertThat(sweep.run()).isEqualTo(1);
    assertThat(last()).isInstanceOf(Unknown.class);
    assertThat(sweep.run()).as("published once").isZero();
    new ClosingHandler(attempts).handle(reversed(payment()));
    assertThat(attempts.find(payment().id()).orElseThrow().attempt()).isInstanceOf(Closed.class);
  }

  @Test
  void an_attempt_that_cannot_be_read_stops_no_sweep() throws Exception {
    documents.insert(
        new Document("_id", payment("A0", 1).id().toString())
            .append("ver", 1L)
            .append("state", "in_a_state_of_tomorrow")
            .append(AttemptDocument.LEASE_UNTIL, 0L));
    documents.insert(
        new Document("_id", "no id").append("ver", 1L).append(AttemptDocument.LEASE_UNTIL, 0L));
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested());
    clock.advance(Duration.ofMinutes(20));
    assertThat(sweep().run()).isEqualTo(1);
    assertThat(meters.get("facepay.pay.unreadable").counter().count()).isEqualTo(2);
    assertThat(sweep().run()).isZero();
    assertThat(meters.get("facepay.pay.unreadable").counter().count())
        .as("put off, not met again at once")
        .isEqualTo(2);
  }

  @Test
  void a_persons_retry_hands_an_unknown_payment_over_again() throws Exception {
    reply = new Micropay.Unknown(Cause.NO_ANSWER, Code.NONE, "");
    handler.handle(requested());
    ActHandler acts = new ActHandler(attempts, this::publish);
    ActRequested retry =
        new ActRequested(payment(), Act.RETRY, "alice", "it hangs", "", clock.instant());
    acts.handle(retry);
    assertThat(published).hasSize(2).containsOnly(published.getFirst());
    new ClosingHandler(attempts).handle(reversed(payment()));
    acts.handle(retry);
    acts.handle(new ActRequested(payment("A9", 1), Act.RETRY, "a", "b", "", clock.instant()));
    assertThat(published).hasSize(2);
  }
}
