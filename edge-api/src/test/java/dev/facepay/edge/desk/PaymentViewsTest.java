package dev.facepay.edge.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The last while in memory. */
class PaymentViewsTest {

  private static final Duration KEPT = Duration.ofMinutes(30);
  private static final Duration SETTLED_KEPT = Duration.ofHours(24);

  private final TestTime time = new TestTime();
  private final PaymentViews views = new PaymentViews(settings(3, 5), time);

  private static DeskSettings settings(int viewsMax, int settledMax) {
    return new DeskSettings(
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
      assertThat(views.hasRoom()).isEqualTo(i < 3);
      views.accept(Fixtures.requested(payment(i)));
    }

    assertThat(views.size()).isEqualTo(3);
    assertThat(views.find(payment(0).id())).isNotNull();
    assertThat(views.find(payment(99).id())).isNull();
    assertThat(views.passedOver()).isEqualTo(97);
  }

  @Test
  void a_settled_payment_makes_room_and_is_known_though_there_was_none() {
    for (int i = 0; i < 4; i++) {
      views.accept(Fixtures.requested(payment(i)));
    }
    views.accept(Fixtures.paid(payment(3), Stage.PAY));
    assertThat(views.hasRoom()).isFalse();
    views.accept(Fixtures.paid(payment(0), Stage.PAY));

    assertThat(views.hasRoom()).isTrue();
    assertThat(views.find(payment(0).id())).matches(PaymentView::isFinal);
    assertThat(views.find(payment(3).id())).matches(PaymentView::isFinal);
  }

  @Test
  void a_refusal_is_forgotten_first() {
    views.accept(rejected(payment(0)));
    for (int i = 1; i < 5; i++) {
      views.accept(Fixtures.requested(payment(i)));
    }

    assertThat(views.find(payment(0).id())).isNull();
    assertThat(views.find(payment(3).id())).isNotNull();
    assertThat(views.passedOver()).isEqualTo(1);
  }

  @Test
  void of_settled_payments_the_newest_stay() {
    for (int i = 0; i < 100; i++) {
      views.accept(Fixtures.requested(payment(i)));
      views.accept(Fixtures.paid(payment(i), Stage.PAY));
    }

    assertThat(views.size()).isEqualTo(5);
    assertThat(views.find(payment(95).id())).isNotNull();
    assertThat(views.find(payment(94).id())).isNull();
  }

  @Test
  void what_is_settled_stays_longer_than_the_rest() {
    views.accept(Fixtures.requested(payment(1)));
    views.accept(Fixtures.paid(payment(2), Stage.PAY));
    time.advance(KEPT);
    views.forgetOld();
    assertThat(views.size()).isEqualTo(1);
    assertThat(views.find(payment(2).id())).isNotNull();

    time.advance(SETTLED_KEPT);
    views.forgetOld();
    assertThat(views.size()).isZero();
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
      views.accept(end);
      assertThat(views.find(end.payment().id())).isEqualTo(ViewFold.fold(null, end));
      assertThat(views.isMoot("payment.requested.v1", end.subject())).isTrue();
      assertThat(views.isMoot("payment.failed.v1", end.subject())).isFalse();
    }
  }

  @Test
  void what_is_said_of_a_settled_payment_later_still_counts() {
    PaymentRef payment = payment(1);
    views.accept(Fixtures.reversed(payment));
    views.accept(
        new AttentionNeeded(
            payment, Stage.REVERSE, AttentionReason.REFUND_SEEN, "", "", Fixtures.T0));
    views.accept(Fixtures.paid(payment, Stage.PERSON));

    assertThat(views.find(payment.id()))
        .extracting(PaymentView::paid, PaymentView::attention)
        .containsExactly(false, Set.of(AttentionReason.REFUND_SEEN));
    assertThat(views.contradictions()).isEqualTo(1);
  }

  @Test
  void what_a_device_waits_for_is_never_forgotten() {
    views.accept(Fixtures.requested(payment(0)));
    try (PaymentViews.Watch watch = views.watch(payment(0).id())) {
      time.advance(KEPT);
      for (int i = 1; i < 100; i++) {
        views.accept(Fixtures.requested(payment(i)));
      }
      views.forgetOld();
      views.accept(Fixtures.paid(payment(0), Stage.PAY));

      assertThat(watch.cell().view()).matches(view -> view.isFinal());
      assertThat(views.watching()).isEqualTo(1);
    }
    assertThat(views.watching()).isZero();
  }

  @Test
  void a_place_that_nothing_came_of_leaves_nothing_behind() {
    try (PaymentViews.Watch watch = views.watch(payment(0).id())) {
      assertThat(watch.cell().view()).isNull();
    }

    assertThat(views.find(payment(0).id())).isNull();
    assertThat(views.size()).isZero();
  }

  @Test
  void closing_lets_everybody_go_with_what_is_known() throws Exception {
    views.accept(Fixtures.requested(payment(0)));
    FutureTask<PaymentView> waiter =
        new FutureTask<>(
            () -> {
              try (PaymentViews.Watch watch = views.watch(payment(0).id())) {
                return watch.cell().await(PaymentView::isFinal, Duration.ofHours(1));
              }
            });
    Thread.ofVirtual().start(waiter);
    Await.until("it is waiting", () -> views.watching() > 0);

    views.close();

    assertThat(waiter.get()).matches(view -> !view.isFinal());
  }
}
