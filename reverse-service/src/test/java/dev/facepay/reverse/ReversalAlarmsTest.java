package dev.facepay.reverse;

import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.reverseNeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.Reversed;
import dev.facepay.payment.ReversedHow;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.Reverse;
import dev.facepay.wechat.Unclear;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Alarms of a reversal, each said once and cleared once, and what a person may do about it. */
class ReversalAlarmsTest extends ReversalStand {

  @Test
  void what_a_person_must_mend_is_tried_slowly_until_it_is_mended() throws Exception {
    reply = new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "no certificate here");
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(61));
    assertThat(reversedAt).hasSize(7);
    reply = new Reverse.Confirmed();
    run(Duration.ofMinutes(11));
    assertThat(published.getLast()).isInstanceOf(Reversed.class);
  }

  @Test
  void a_persons_retry_is_looked_after_at_once() throws Exception {
    reply = new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "no certificate here");
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(2));
    assertThat(reversedAt).hasSize(1);
    reply = new Reverse.Confirmed();
    handler.handle(act(Act.RETRY));
    run(Duration.ofSeconds(7));
    assertThat(reversedAt).hasSize(2);
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.CONFIRMED));
  }

  @Test
  void what_a_person_resolved_and_wechat_proves_is_settled_by_the_person() throws Exception {
    reply = new Reverse.Expired();
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(2));
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    handler.handle(act(Act.RESOLVE));
    run(Duration.ofSeconds(1));
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            Reversed.class,
            r -> {
              assertThat(r.how()).isEqualTo(ReversedHow.BY_PERSON);
              assertThat(r.by()).isEqualTo(dev.facepay.payment.Stage.PERSON);
              assertThat(r.version()).isEqualTo(5);
            });
    assertThat(published.get(published.size() - 2))
        .isInstanceOfSatisfying(
            AttentionResolved.class,
            r -> assertThat(r.evidence()).contains("alice", "refunded by hand", "REFUND"));
    assertThat(reversals.count()).isZero();
    handler.handle(act(Act.RESOLVE));
    assertThat(published.getLast()).as("said again").isInstanceOf(Reversed.class);
  }

  @Test
  void a_resolution_that_wechat_does_not_prove_waits_and_the_reversal_goes_on() throws Exception {
    reply = new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "no certificate here");
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(2));
    handler.handle(act(Act.RESOLVE));
    run(Duration.ofMinutes(1));
    assertThat(published).noneMatch(Reversed.class::isInstance);
    reply = new Reverse.Confirmed();
    run(Duration.ofMinutes(11));
    assertThat(published.getLast())
        .as("our own reversal did it")
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.CONFIRMED));
  }

  @Test
  void a_refund_of_a_part_is_not_all_the_money_and_a_person_is_told_once() throws Exception {
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    refunds = new RefundQuery.Refunds(480, 0, Map.of());
    handler.handle(reverseNeeded());
    run(Duration.ofHours(1));
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            AttentionNeeded.class,
            it -> {
              assertThat(it.reason()).isEqualTo(AttentionReason.REFUND_SEEN);
              assertThat(it.gatewayText()).contains("480 of 1280");
            });
    assertThat(reversedAt).isEmpty();
    refunds = new RefundQuery.Refunds(1280, 0, Map.of());
    run(Duration.ofMinutes(11));
    assertThat(published).as("raised exactly once, and a person puts it to rest").hasSize(2);
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.ALREADY_REFUNDED));
  }

  /** The outcome is inserted; what follows fails, as by an election or a crash. */
  @Test
  void alarms_are_said_once_and_cleared_once_whatever_crashes_between() throws Exception {
    reply = new Reverse.Refused(Code.Obstacle.NO_CERTIFICATE, "no certificate here");
    handler.handle(reverseNeeded());
    run(Duration.ofMinutes(2));
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    Reversal reversal =
        ReversalDocument.read(reversals.find(payment().id().toString()).orElseThrow().body());
    Reversed outcome =
        Ending.reversed(
            reversal,
            new ReverseDecider.Move.Done(ReversedHow.ALREADY_REFUNDED),
            Optional.empty(),
            clock.instant());
    outcomes.decide(reversal, outcome);
    run(Duration.ofMinutes(11));
    assertThat(published.subList(1, published.size()))
        .extracting(it -> it.type().wire() + "/" + reason(it))
        .containsExactly(
            "payment.attention-resolved.v1/reverse_refused",
            "payment.attention-needed.v1/refund_seen",
            "payment.reversed.v1/already_refunded");
    assertThat(published.subList(1, published.size()))
        .allSatisfy(it -> assertThat(it.occurredAt()).isEqualTo(outcome.occurredAt()));
  }

  /** Else the outcome is in the log before the alarm, and who catches up takes all for said. */
  @Test
  void a_need_that_comes_again_says_nothing_before_its_reversal_has() throws Exception {
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    handler.handle(reverseNeeded());
    brokerAway = true;
    run(Duration.ofSeconds(1));
    brokerAway = false;
    assertThat(outcomes.find(payment().id())).as("decided, and not said").isPresent();

    handler.handle(reverseNeeded());
    assertThat(published).isEmpty();

    run(Duration.ofMinutes(5));
    assertThat(published)
        .extracting(it -> reason(it))
        .containsExactly("refund_seen", "already_refunded");
  }

  /** The need came again and slept its fifteen seconds while the reversal ended. */
  @Test
  void a_reversal_that_begins_anew_after_its_end_calls_nobody_again() throws Exception {
    state = new OrderQuery.State(TradeState.REFUND, null, null, null, "");
    handler.handle(reverseNeeded());
    run(Duration.ofSeconds(5));
    assertThat(published)
        .extracting(it -> reason(it))
        .containsExactly("refund_seen", "already_refunded");

    Reversal anew = Reversal.begin(reverseNeeded(), clock.instant());
    reversals.open(
        DueRecord.first(payment().id().toString(), clock.instant(), ReversalDocument.write(anew)));
    run(Duration.ofSeconds(5));

    assertThat(published).hasSize(3);
    assertThat(published.getLast()).isEqualTo(published.get(1));
    assertThat(reversals.count()).isZero();
  }

  /** 69 of 114 were open long after the healing, and 46 of these paged somebody. */
  @Test
  void unclear_queries_make_no_incident_of_an_order_that_never_arrived() throws Exception {
    handler.handle(reverseNeeded());
    Instant begun = clock.instant();
    int second = 0;
    while (published.isEmpty()) {
      // Every fourth look or so hits one that says nothing.
      state =
          second % 113 < 30
              ? new Unclear(Cause.NO_ANSWER, Code.NONE, "")
              : new OrderQuery.NotFound();
      worker.runOnce();
      clock.advance(Duration.ofSeconds(1));
      second++;
    }
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            Reversed.class, r -> assertThat(r.how()).isEqualTo(ReversedHow.NEVER_REACHED));
    assertThat(reversedAt).isEmpty();
    assertThat(Duration.between(begun, clock.instant())).isLessThan(Duration.ofMinutes(15));
  }
}
