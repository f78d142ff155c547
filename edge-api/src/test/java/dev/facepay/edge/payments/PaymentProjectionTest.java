package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.settings.Defaults;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The last while in memory. */
class PaymentProjectionTest {

  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final Duration SETTLED_KEPT = Duration.ofHours(24);

  private final TestTime time = new TestTime();
  private final PaymentProjection projection =
      new PaymentProjection(
          settings(3, 5),
          new Intake(Defaults.of(IntakeSettings.class), settings(3, 5), time),
          time);

  private static PaymentSettings settings(int viewsMax, int settledMax) {
    return new PaymentSettings(
        Duration.ofSeconds(45),
        Duration.ofMinutes(1),
        Duration.ZERO,
        KEPT,
        viewsMax,
        SETTLED_KEPT,
        settledMax);
  }

  private static PaymentRef payment(int i) {
    return Fixtures.payment("order-" + i, 1);
  }

  private static RequestRejected rejected(PaymentRef payment) {
    return new RequestRejected(payment, RejectReason.PREVIOUS_ATTEMPT_OPEN, payment.requestedAt());
  }

  @Test
  void an_open_payment_is_not_forgotten_for_newer_ones_and_new_ones_are_sent_away() {
    for (int i = 0; i < 100; i++) {
      assertThat(projection.hasRoom()).isEqualTo(i < 3);
      projection.accept(Fixtures.requested(payment(i)));
    }

    assertThat(projection.size()).isEqualTo(3);
    assertThat(projection.find(payment(0).id())).isNotNull();
    assertThat(projection.find(payment(99).id())).isNull();
    assertThat(projection.passedOver()).isEqualTo(97);
  }

  @Test
  void a_settled_payment_makes_room_and_is_known_though_there_was_none() {
    for (int i = 0; i < 4; i++) {
      projection.accept(Fixtures.requested(payment(i)));
    }
    projection.accept(Fixtures.paid(payment(3), Stage.PAY));
    assertThat(projection.hasRoom()).isFalse();
    projection.accept(Fixtures.paid(payment(0), Stage.PAY));

    assertThat(projection.hasRoom()).isTrue();
    assertThat(projection.find(payment(0).id())).matches(PaymentSnapshot::isFinal);
    assertThat(projection.find(payment(3).id())).matches(PaymentSnapshot::isFinal);
  }

  @Test
  void a_refusal_is_forgotten_first() {
    projection.accept(rejected(payment(0)));
    for (int i = 1; i < 5; i++) {
      projection.accept(Fixtures.requested(payment(i)));
    }

    assertThat(projection.find(payment(0).id())).isNull();
    assertThat(projection.find(payment(3).id())).isNotNull();
    assertThat(projection.passedOver()).isEqualTo(1);
  }

  @Test
  void of_settled_payments_the_newest_stay() {
    for (int i = 0; i < 100; i++) {
      projection.accept(Fixtures.requested(payment(i)));
      projection.accept(Fixtures.paid(payment(i), Stage.PAY));
    }

    assertThat(projection.size()).isEqualTo(5);
    assertThat(projection.find(payment(95).id())).isNotNull();
    assertThat(projection.find(payment(94).id())).isNull();
  }

  @Test
  void what_is_settled_stays_longer_than_the_rest() {
    projection.accept(Fixtures.requested(payment(1)));
    projection.accept(Fixtures.paid(payment(2), Stage.PAY));
    time.advance(KEPT);
    projection.forgetOld();
    assertThat(projection.size()).isEqualTo(1);
    assertThat(projection.find(payment(2).id())).isNotNull();

    time.advance(SETTLED_KEPT);
    projection.forgetOld();
    assertThat(projection.size()).isZero();
  }

  @Test
  void nothing_of_a_settled_view_is_lost_by_packing_it() {
    PaymentRef third = Fixtures.payment("order-with-dash-7", 3);
    List<PaymentFact> ends =
        List.of(
            Fixtures.paid(payment(1), Stage.QUERY),
            Fixtures.failed(payment(2), Stage.PAY),
            Fixtures.reversed(third));
    for (PaymentFact end : ends) {
      projection.accept(end);
      assertThat(projection.find(end.payment().id())).isEqualTo(PaymentSnapshot.fold(null, end));
      assertThat(projection.isMoot("payment.requested.v1", end.subject())).isTrue();
      assertThat(projection.isMoot("payment.failed.v1", end.subject())).isFalse();
    }
  }

  @Test
  void what_is_said_of_a_settled_payment_later_still_counts() {
    PaymentRef payment = payment(1);
    projection.accept(Fixtures.reversed(payment));
    projection.accept(
        new AttentionNeeded(
            payment, Stage.REVERSE, AttentionReason.REFUND_SEEN, "", "", Fixtures.T0));
    projection.accept(Fixtures.paid(payment, Stage.PERSON));

    assertThat(projection.find(payment.id()))
        .extracting(PaymentSnapshot::paid, PaymentSnapshot::attention)
        .containsExactly(false, Set.of(AttentionReason.REFUND_SEEN));
    assertThat(projection.contradictions()).isEqualTo(1);
  }

  @Test
  void what_a_device_waits_for_is_never_forgotten() {
    projection.accept(Fixtures.requested(payment(0)));
    try (PaymentProjection.Watch watch = projection.watch(payment(0).id())) {
      time.advance(KEPT);
      for (int i = 1; i < 100; i++) {
        projection.accept(Fixtures.requested(payment(i)));
      }
      projection.forgetOld();
      projection.accept(Fixtures.paid(payment(0), Stage.PAY));

      assertThat(watch.entry().snapshot()).matches(snapshot -> snapshot.isFinal());
      assertThat(projection.watching()).isEqualTo(1);
    }
    assertThat(projection.watching()).isZero();
  }

  @Test
  void a_place_that_nothing_came_of_leaves_nothing_behind() {
    try (PaymentProjection.Watch watch = projection.watch(payment(0).id())) {
      assertThat(watch.entry().snapshot()).isNull();
    }

    assertThat(projection.find(payment(0).id())).isNull();
    assertThat(projection.size()).isZero();
  }

  @Test
  void closing_lets_everybody_go_with_what_is_known() throws Exception {
    projection.accept(Fixtures.requested(payment(0)));
    FutureTask<PaymentSnapshot> waiter =
        new FutureTask<>(
            () -> {
              try (PaymentProjection.Watch watch = projection.watch(payment(0).id())) {
                return watch.entry().await(PaymentSnapshot::isFinal, Duration.ofHours(1));
              }
            });
    Thread.ofVirtual().start(waiter);
    Await.until("it is waiting", () -> projection.watching() > 0);

    projection.close();

    assertThat(waiter.get()).matches(snapshot -> !snapshot.isFinal());
  }
}
