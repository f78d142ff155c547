package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done with a request, by what is known. */
class AdmissionTest {

  private static final PaymentRef FIRST = Fixtures.payment("A", 1);
  private static final PaymentRef SECOND = Fixtures.payment("A", 2);
  private static final PaymentRef OTHER = Fixtures.payment("A", 1, 9);

  private static Admission decide(
      PaymentRef asked, @Nullable PaymentFact known, @Nullable PaymentFact previous) {
    return Admission.decide(asked, snapshot(known), snapshot(previous), true);
  }

  private static @Nullable PaymentSnapshot snapshot(@Nullable PaymentFact fact) {
    return fact == null ? null : PaymentSnapshot.fold(null, fact);
  }

  private static Admission refuse(RejectReason reason) {
    return new Admission.Refuse(reason);
  }

  @Test
  void what_is_not_known_is_published() {
    assertThat(decide(FIRST, null, null)).isEqualTo(new Admission.Publish());
    assertThat(decide(SECOND, null, null)).isEqualTo(new Admission.Publish());
  }

  @Test
  void the_same_content_follows_the_payment_in_every_state() {
    assertThat(decide(FIRST, Fixtures.requested(FIRST), null)).isEqualTo(new Admission.Follow());
    assertThat(decide(FIRST, Fixtures.paid(FIRST, Stage.PAY), null))
        .isEqualTo(new Admission.Follow());
    assertThat(decide(FIRST, Fixtures.reverseNeeded(FIRST), null))
        .isEqualTo(new Admission.Follow());
  }

  @Test
  void another_content_is_refused_in_every_state() {
    assertThat(decide(OTHER, Fixtures.requested(FIRST), null))
        .isEqualTo(refuse(RejectReason.OTHER_CONTENT));
    assertThat(decide(OTHER, Fixtures.failed(FIRST, Stage.PAY), null))
        .isEqualTo(refuse(RejectReason.OTHER_CONTENT));
  }

  @Test
  void a_refused_request_left_nothing_behind_so_the_next_one_is_published() {
    RequestRejected rejected =
        new RequestRejected(FIRST, RejectReason.PREVIOUS_ATTEMPT_OPEN, Fixtures.T0);

    assertThat(decide(FIRST, rejected, null)).isEqualTo(new Admission.Publish());
    assertThat(decide(OTHER, rejected, null)).isEqualTo(new Admission.Publish());
  }

  @Test
  void the_next_attempt_needs_the_one_before_failed_or_reversed() {
    RejectReason open = RejectReason.PREVIOUS_ATTEMPT_OPEN;
    assertThat(decide(SECOND, null, Fixtures.requested(FIRST))).isEqualTo(refuse(open));
    assertThat(decide(SECOND, null, Fixtures.unknown(FIRST, UnknownReason.NO_ANSWER)))
        .isEqualTo(refuse(open));
    assertThat(decide(SECOND, null, Fixtures.reverseNeeded(FIRST))).isEqualTo(refuse(open));
    assertThat(decide(SECOND, null, Fixtures.paid(FIRST, Stage.PAY)))
        .isEqualTo(refuse(RejectReason.ORDER_ALREADY_PAID));
    assertThat(decide(SECOND, null, Fixtures.failed(FIRST, Stage.PAY)))
        .isEqualTo(new Admission.Publish());
    assertThat(decide(SECOND, null, Fixtures.reversed(FIRST))).isEqualTo(new Admission.Publish());
  }

  /** Order {@code A} attempt 2 has the number of order {@code A-2} attempt 1. */
  @Test
  void another_order_that_has_the_number_of_the_attempt_before_is_not_that_attempt() {
    PaymentRef third = Fixtures.payment("A", 3);
    PaymentRef another = Fixtures.payment("A-2", 1);
    RejectReason missing = RejectReason.PREVIOUS_ATTEMPT_MISSING;

    assertThat(third.previousAttempt()).isEqualTo(another.id());
    assertThat(decide(third, null, Fixtures.failed(another, Stage.PAY))).isEqualTo(refuse(missing));
    assertThat(decide(third, null, Fixtures.reversed(another))).isEqualTo(refuse(missing));
    assertThat(decide(third, null, Fixtures.failed(Fixtures.payment("A", 2), Stage.PAY)))
        .isEqualTo(new Admission.Publish());
  }

  @Test
  void without_room_nothing_begins_but_what_is_known_is_answered() {
    assertThat(Admission.decide(FIRST, null, null, false)).isEqualTo(new Admission.SendAway());
    assertThat(Admission.decide(FIRST, snapshot(Fixtures.requested(FIRST)), null, false))
        .isEqualTo(new Admission.Follow());
    assertThat(Admission.decide(OTHER, snapshot(Fixtures.requested(FIRST)), null, false))
        .isEqualTo(refuse(RejectReason.OTHER_CONTENT));
  }
}
