package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.payments.PaymentStatus.NotPaid;
import dev.facepay.edge.payments.PaymentStatus.Paid;
import dev.facepay.edge.payments.PaymentStatus.Processing;
import dev.facepay.edge.payments.PaymentStatus.Refused;
import dev.facepay.edge.payments.PaymentStatus.Reversing;
import dev.facepay.edge.payments.PaymentStatus.Waiting;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.AttentionResolved;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.testkit.Fixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** View + fact → snapshot. */
class PaymentSnapshotTest {

  private static final PaymentRef PAYMENT = Fixtures.payment();
  private static final PaymentRef OTHER = Fixtures.payment(PAYMENT.orderNo().value(), 1, 9999);
  private static final PaymentFact UNKNOWN = Fixtures.unknown(UnknownReason.NO_ANSWER);
  private static final PaymentFact PAID_LATER = Fixtures.paid(PAYMENT, Stage.QUERY);

  private static @Nullable PaymentSnapshot after(PaymentFact... facts) {
    PaymentSnapshot snapshot = null;
    for (PaymentFact fact : facts) {
      snapshot = PaymentSnapshot.fold(snapshot, fact);
    }
    return snapshot;
  }

  private static @Nullable PaymentStatus status(PaymentFact... facts) {
    PaymentSnapshot snapshot = after(facts);
    return snapshot == null ? null : snapshot.status();
  }

  private static PaymentRef askedAgain(PaymentRef p, Instant at) {
    return new PaymentRef(
        p.id(),
        p.orderNo(),
        p.attempt(),
        p.subMerchant(),
        p.store(),
        p.device(),
        p.amount(),
        p.channel(),
        at,
        p.fingerprint());
  }

  private static RequestRejected rejected(PaymentRef p) {
    return new RequestRejected(
        p, RejectReason.PREVIOUS_ATTEMPT_OPEN, p.requestedAt().plusMillis(5));
  }

  @Test
  void each_fact_leads_to_its_standing() {
    Instant t0 = Fixtures.T0;
    assertThat(status(Fixtures.requested())).isEqualTo(new Processing(t0));
    assertThat(status(UNKNOWN)).isEqualTo(new Waiting(UnknownReason.NO_ANSWER));
    assertThat(status(Fixtures.reverseNeeded())).isInstanceOf(Reversing.class);
    assertThat(status(Fixtures.paid(PAYMENT, Stage.PAY))).isInstanceOf(Paid.class);
    assertThat(status(Fixtures.failed(PAYMENT, Stage.PAY)))
        .isEqualTo(new NotPaid(FailureReason.NOT_ENOUGH));
    assertThat(status(Fixtures.reversed(PAYMENT))).isInstanceOf(PaymentStatus.Reversed.class);
    assertThat(status(rejected(PAYMENT)))
        .isEqualTo(new Refused(RejectReason.PREVIOUS_ATTEMPT_OPEN, t0));
    assertThat(status(new CancelRequested(PAYMENT, t0))).isNull();
  }

  @Test
  void versions_only_rise_whatever_comes_first() {
    assertThat(status(PAID_LATER, UNKNOWN, Fixtures.requested())).isInstanceOf(Paid.class);
    assertThat(status(Fixtures.reverseNeeded(), UNKNOWN, Fixtures.requested()))
        .isInstanceOf(Reversing.class);
    assertThat(status(Fixtures.reversed(PAYMENT), Fixtures.reverseNeeded()))
        .isInstanceOf(PaymentStatus.Reversed.class);
  }

  @Test
  void what_is_final_stays_even_if_a_later_stage_says_otherwise() {
    PaymentFact person = Fixtures.failed(PAYMENT, Stage.PERSON);

    assertThat(status(Fixtures.paid(PAYMENT, Stage.PAY), person)).isInstanceOf(Paid.class);
    assertThat(PaymentSnapshot.contradicts(after(Fixtures.paid(PAYMENT, Stage.PAY)), person))
        .isTrue();
    assertThat(PaymentSnapshot.contradicts(after(Fixtures.reversed(PAYMENT)), person)).isFalse();
  }

  @Test
  void not_paid_and_reversing_never_becomes_paid() {
    PaymentFact paid = Fixtures.paid(PAYMENT, Stage.PERSON);
    PaymentSnapshot reversing = after(Fixtures.reverseNeeded());

    assertThat(PaymentSnapshot.contradicts(reversing, paid)).isTrue();
    assertThat(PaymentSnapshot.fold(reversing, paid)).isEqualTo(reversing);
    assertThat(status(Fixtures.reverseNeeded(), paid, Fixtures.reversed(PAYMENT)))
        .isInstanceOf(PaymentStatus.Reversed.class);
  }

  @Test
  void any_order_and_any_repeats_end_in_the_same_view() {
    List<PaymentFact> facts =
        List.of(
            Fixtures.requested(),
            UNKNOWN,
            Fixtures.reverseNeeded(),
            Fixtures.reversed(PAYMENT),
            new AttentionNeeded(
                PAYMENT, Stage.REVERSE, AttentionReason.REVERSE_SLOW, "", "", Fixtures.T0));
    Random random = new Random(42);
    for (int round = 0; round < 500; round++) {
      List<PaymentFact> mixed = new ArrayList<>(facts);
      mixed.add(facts.get(random.nextInt(facts.size())));
      mixed.add(facts.get(random.nextInt(facts.size())));
      Collections.shuffle(mixed, random);
      PaymentSnapshot snapshot = null;
      for (PaymentFact fact : mixed) {
        PaymentSnapshot next = PaymentSnapshot.fold(snapshot, fact);
        assertThat(next).isNotNull();
        if (snapshot != null) {
          assertThat(next.version()).isGreaterThanOrEqualTo(snapshot.version());
          if (snapshot.paid() != null) {
            assertThat(next.paid()).isEqualTo(snapshot.paid());
          }
        }
        snapshot = next;
      }
      assertThat(snapshot).isEqualTo(after(facts.toArray(PaymentFact[]::new)));
    }
  }

  @Test
  void attention_is_kept_until_it_is_resolved_and_alone_it_is_no_state() {
    AttentionNeeded needed =
        new AttentionNeeded(
            PAYMENT, Stage.REVERSE, AttentionReason.REVERSE_SLOW, "", "", Fixtures.T0);
    AttentionResolved resolved =
        new AttentionResolved(
            PAYMENT, Stage.REVERSE, AttentionReason.REVERSE_SLOW, "", Fixtures.T0);

    assertThat(after(needed)).extracting(PaymentSnapshot::version).isEqualTo(0);
    assertThat(after(needed, Fixtures.reverseNeeded()))
        .extracting(PaymentSnapshot::version, v -> v.attention().size())
        .containsExactly(3, 1);
    assertThat(after(needed, Fixtures.reverseNeeded(), resolved))
        .extracting(v -> v.attention().size())
        .isEqualTo(0);
  }

  @Test
  void a_rejection_counts_for_the_request_that_it_is_about_and_no_later_one() {
    PaymentRef again = askedAgain(PAYMENT, Fixtures.T0.plusSeconds(9));

    assertThat(status(Fixtures.requested(), rejected(PAYMENT))).isInstanceOf(Refused.class);
    assertThat(status(rejected(PAYMENT), Fixtures.requested())).isInstanceOf(Refused.class);
    assertThat(status(rejected(PAYMENT), Fixtures.requested(again))).isInstanceOf(Processing.class);
    assertThat(status(Fixtures.requested(), Fixtures.requested(again), rejected(PAYMENT)))
        .isInstanceOf(Processing.class);
    assertThat(status(UNKNOWN, rejected(PAYMENT))).isInstanceOf(Waiting.class);
    assertThat(status(rejected(PAYMENT), UNKNOWN)).isInstanceOf(Waiting.class);
  }

  @Test
  void a_rejected_other_content_does_not_touch_the_payment() {
    assertThat(status(Fixtures.requested(), rejected(OTHER))).isInstanceOf(Processing.class);
    assertThat(after(rejected(OTHER), Fixtures.requested()))
        .extracting(PaymentSnapshot::payment)
        .isEqualTo(PAYMENT);
  }

  @Test
  void the_pay_stage_s_answer_says_which_content_the_payment_has() {
    assertThat(after(Fixtures.requested(OTHER), UNKNOWN))
        .extracting(PaymentSnapshot::payment)
        .isEqualTo(PAYMENT);
  }
}
