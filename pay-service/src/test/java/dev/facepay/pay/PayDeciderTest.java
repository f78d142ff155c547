package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.failed;
import static dev.facepay.testkit.Fixtures.paid;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.requested;
import static dev.facepay.testkit.Fixtures.reversed;
import static dev.facepay.testkit.Fixtures.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.pay.PayDecider.Step;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PayDeciderTest {

  private static final PaySettings SETTINGS = PaySettings.defaults();
  private static final Duration LEASE = Duration.ofSeconds(20);
  private static final PaymentRef FIRST = payment("A1", 1);
  private static final Requested SECOND = requested(payment("A1", 2));

  private static Asking asking(Requested request) {
    return ((Step.Ask) PayDecider.open(request, T0, T0, LEASE, SETTINGS)).asking();
  }

  @Test
  void a_fresh_request_is_asked_for_under_a_lease() {
    Asking asking = asking(requested());
    assertThat(asking.leaseUntil()).isEqualTo(T0.plus(LEASE));
    assertThat(asking.ifInterrupted().reason()).isEqualTo(UnknownReason.INTERRUPTED);
  }

  @Test
  void a_request_older_than_its_payment_code_is_never_asked_for() {
    Instant now = T0.plus(SETTINGS.askWithin()).plusMillis(1);
    Step step = PayDecider.open(requested(), T0, now, LEASE, SETTINGS);
    assertThat(((Step.WriteDown) step).answered().fact())
        .isInstanceOfSatisfying(
            Unknown.class,
            it -> {
              assertThat(it.reason()).isEqualTo(UnknownReason.TOO_LATE);
              assertThat(it.sentAt()).isEqualTo(now);
            });
    Instant later = T0.plus(Duration.ofMinutes(5));
    Step old = PayDecider.open(requested(), T0, later, LEASE, SETTINGS);
    assertThat(((Step.WriteDown) old).answered().fact())
        .isInstanceOfSatisfying(
            Unknown.class,
            it -> assertThat(it.sentAt()).isEqualTo(T0.plus(SETTINGS.askWithin()).plus(LEASE)));
  }

  @Test
  void a_record_that_was_put_on_its_topic_once_more_is_as_old_as_it_says() {
    Instant again = T0.plus(Duration.ofHours(1));
    assertThat(PayDecider.open(requested(), again, again, LEASE, SETTINGS))
        .isInstanceOf(Step.WriteDown.class);
  }

  @Test
  void an_edge_whose_clock_is_three_minutes_off_makes_nothing_too_late() {
    for (int minutes : List.of(-3, 3)) {
      Instant now = T0.plus(Duration.ofMinutes(minutes)).plusSeconds(1);
      assertThat(PayDecider.open(requested(), now, now, LEASE, SETTINGS))
          .isInstanceOf(Step.Ask.class);
    }
  }

  @Test
  void the_same_request_again_gets_the_answer_that_was_written_down() {
    Answered answered = new Answered(FIRST.fingerprint(), paid(FIRST, Stage.PAY));
    assertThat(PayDecider.known(requested(FIRST), answered, T0, SETTINGS))
        .isEqualTo(new Step.Repeat(answered.fact()));
    Unknown unknown = unknown(FIRST, UnknownReason.NO_ANSWER);
    Closed closed = new Closed(FIRST.fingerprint(), unknown, paid(FIRST, Stage.QUERY));
    assertThat(PayDecider.known(requested(FIRST), closed, T0, SETTINGS))
        .isEqualTo(new Step.Repeat(paid(FIRST, Stage.QUERY)));
  }

  @Test
  void the_same_number_with_another_content_is_rejected_in_every_state() {
    Requested other = requested(payment("A1", 1, 999));
    Stream.of(
            asking(requested(FIRST)),
            new Answered(FIRST.fingerprint(), paid(FIRST, Stage.PAY)),
            new Closed(
                FIRST.fingerprint(), unknown(FIRST, UnknownReason.NO_ANSWER), reversed(FIRST)))
        .forEach(
            attempt ->
                assertThat(PayDecider.known(other, attempt, T0, SETTINGS))
                    .isInstanceOfSatisfying(
                        Step.Reject.class,
                        r -> assertThat(r.fact().reason()).isEqualTo(RejectReason.OTHER_CONTENT)));
  }

  @Test
  void while_somebody_asks_the_record_is_kept() {
    Asking asking = asking(requested());
    Step step = PayDecider.known(requested(), asking, T0.plusSeconds(1), SETTINGS);
    assertThat(step).isEqualTo(new Step.LookAgain(T0.plusSeconds(1).plus(SETTINGS.lookAgain())));
    Instant justBefore = asking.leaseUntil().minusMillis(1);
    assertThat(PayDecider.known(requested(), asking, justBefore, SETTINGS))
        .isEqualTo(new Step.LookAgain(asking.leaseUntil()));
  }

  @Test
  void a_crash_while_asking_is_unknown_not_a_second_charge() {
    Asking asking = asking(requested());
    Step step = PayDecider.known(requested(), asking, asking.leaseUntil(), SETTINGS);
    assertThat(((Step.TakeOver) step).answered().fact())
        .isInstanceOfSatisfying(
            Unknown.class,
            u -> {
              assertThat(u.reason()).isEqualTo(UnknownReason.INTERRUPTED);
              assertThat(u.sentAt()).isEqualTo(asking.leaseUntil());
            });
  }

  /** Else what the lost call has charged counts as another system's: paid before we asked. */
  @Test
  void a_crash_that_is_found_out_an_hour_later_does_not_move_the_call_to_then() {
    Asking asking = asking(requested());
    Instant late = asking.leaseUntil().plus(Duration.ofHours(1));
    Unknown found = PayDecider.interrupted(asking, late);
    assertThat(found.sentAt()).isEqualTo(asking.leaseUntil());
    assertThat(found.occurredAt()).isEqualTo(late);
  }

  static Stream<Arguments> previous() {
    Unknown unknown = unknown(FIRST, UnknownReason.NO_ANSWER);
    String print = FIRST.fingerprint();
    return Stream.of(
        Arguments.of(null, RejectReason.PREVIOUS_ATTEMPT_MISSING, true),
        Arguments.of(asking(requested(FIRST)), RejectReason.PREVIOUS_ATTEMPT_OPEN, true),
        Arguments.of(new Answered(print, unknown), RejectReason.PREVIOUS_ATTEMPT_OPEN, true),
        Arguments.of(
            new Answered(print, paid(FIRST, Stage.PAY)), RejectReason.ORDER_ALREADY_PAID, false),
        Arguments.of(
            new Closed(print, unknown, paid(FIRST, Stage.QUERY)),
            RejectReason.ORDER_ALREADY_PAID,
            false),
        Arguments.of(new Answered(print, failed(FIRST, Stage.PAY)), null, false),
        Arguments.of(new Closed(print, unknown, failed(FIRST, Stage.QUERY)), null, false),
        Arguments.of(new Closed(print, unknown, reversed(FIRST)), null, false));
  }

  @ParameterizedTest
  @MethodSource("previous")
  void a_later_attempt_needs_the_one_before_failed_or_reversed(
      Attempt before, RejectReason obstacle, boolean mayChange) {
    Instant giveUpAt = T0.plusSeconds(3);
    Optional<Step> early =
        PayDecider.afterPrevious(
            SECOND, Optional.ofNullable(before), List.of(), T0, giveUpAt, SETTINGS);
    Optional<Step> late =
        PayDecider.afterPrevious(
            SECOND, Optional.ofNullable(before), List.of(), giveUpAt, giveUpAt, SETTINGS);
    if (obstacle == null) {
      assertThat(early).isEmpty();
      assertThat(late).isEmpty();
      return;
    }
    assertThat(early.orElseThrow())
        .isInstanceOf(mayChange ? Step.LookAgain.class : Step.Reject.class);
    assertThat(((Step.Reject) late.orElseThrow()).fact().reason()).isEqualTo(obstacle);
  }

  @Test
  void only_an_attempt_that_was_handed_over_is_closed_and_once() {
    Unknown unknown = unknown(FIRST, UnknownReason.NO_ANSWER);
    Answered open = new Answered(FIRST.fingerprint(), unknown);
    Closed closed = PayDecider.close(open, reversed(FIRST)).orElseThrow();
    assertThat(closed.outcome()).isEqualTo(reversed(FIRST));
    assertThat(PayDecider.close(closed, paid(FIRST, Stage.QUERY))).isEmpty();
    assertThat(
            PayDecider.close(
                new Answered(FIRST.fingerprint(), paid(FIRST, Stage.PAY)), reversed(FIRST)))
        .isEmpty();
    assertThat(PayDecider.close(asking(requested(FIRST)), reversed(FIRST))).isEmpty();
  }
}
