package dev.facepay.edge.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.testkit.Await;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** The last while in memory. */
class PaymentViewsTest {

  private static final Duration KEPT = Duration.ofMinutes(30);

  private final TestTime time = new TestTime();
  private final PaymentViews views = new PaymentViews(settings(3), time);

  private static DeskSettings settings(int viewsMax) {
    return new DeskSettings(Duration.ofSeconds(45), Duration.ofMinutes(1), KEPT, viewsMax);
  }

  private static PaymentRef payment(int i) {
    return Fixtures.payment("order-" + i, 1);
  }

  @Test
  void the_oldest_are_forgotten_beyond_the_count() {
    for (int i = 0; i < 100; i++) {
      views.accept(Fixtures.requested(payment(i)));
    }

    assertThat(views.size()).isEqualTo(3);
    assertThat(views.find(payment(99).id())).isNotNull();
    assertThat(views.find(payment(0).id())).isNull();
  }

  @Test
  void what_nothing_happened_to_for_a_while_is_forgotten() {
    views.accept(Fixtures.requested(payment(1)));
    views.accept(Fixtures.requested(payment(2)));
    time.advance(KEPT);
    views.accept(Fixtures.requested(payment(3)));

    assertThat(views.size()).isEqualTo(1);
  }

  @Test
  void what_a_device_waits_for_is_never_forgotten() {
    views.accept(Fixtures.requested(payment(0)));
    try (PaymentViews.Watch watch = views.watch(payment(0).id())) {
      for (int i = 1; i < 100; i++) {
        views.accept(Fixtures.requested(payment(i)));
      }
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
