package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.edge.payments.Intake.Full;
import dev.facepay.edge.payments.Intake.Refused;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.settings.Defaults;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whom there is room for. */
class IntakeTest {

  private static final String STORM = "storm";

  private final TestTime time = new TestTime();
  private final Intake intake =
      new Intake(
          new IntakeSettings(10, Duration.ofSeconds(1)), Defaults.of(PaymentSettings.class), time);
  private int sent;

  private static PaymentId id(int number) {
    return Fixtures.payment("order-" + number, 1).id();
  }

  /** How many of so many are let in. */
  private int send(String merchant, int many) {
    int in = 0;
    for (int i = 0; i < many; i++) {
      in += intake.enter(id(sent++), merchant).isEmpty() ? 1 : 0;
    }
    return in;
  }

  private void answer(int number) {
    intake.heard(
        Fixtures.paid(Fixtures.payment("order-" + number, 1), Stage.PAY), Duration.ofMillis(50));
  }

  @Test
  void beyond_the_limit_nobody_comes_in_until_one_is_answered() {
    assertThat(send(STORM, 12)).isEqualTo(10);
    assertThat(intake.enter(id(99), STORM)).contains(new Refused(Full.ALL, 10));

    answer(3);
    assertThat(send(STORM, 2)).isEqualTo(1);
    assertThat(intake.refused(Full.ALL)).isEqualTo(4);
    assertThat(intake.standing()).isEqualTo(10);
  }

  @Test
  void what_is_in_is_not_refused_and_takes_one_place() {
    send(STORM, 10);
    assertThat(intake.enter(id(4), STORM)).isEmpty();
    assertThat(intake.standing()).isEqualTo(10);
    intake.leave(id(4));
    intake.leave(id(4));
    assertThat(send(STORM, 5)).isEqualTo(1);
  }

  @Test
  void a_merchant_with_less_than_a_fair_share_comes_in_beside_a_storm() {
    assertThat(send(STORM, 100)).isEqualTo(10);
    assertThat(send("calm", 100)).isEqualTo(5);
    assertThat(intake.enter(id(999), STORM).map(Refused::why)).contains(Full.MERCHANT);
    assertThat(send("third", 100)).isEqualTo(4);
    assertThat(intake.standing()).isEqualTo(19);
  }

  @Test
  void however_many_merchants_there_are_twice_the_limit_is_the_end() {
    send(STORM, 10);
    int in = 0;
    for (int merchant = 0; merchant < 100; merchant++) {
      in += send("merchant-" + merchant, 1);
    }
    assertThat(in).isEqualTo(10);
    assertThat(intake.enter(id(999), "one-more").map(Refused::why)).contains(Full.ALL);
  }

  @Test
  void the_share_grows_back_when_the_others_are_answered() {
    send(STORM, 10);
    send("calm", 5);
    for (int number = 0; number < 15; number++) {
      answer(number);
    }
    assertThat(intake.standing()).isZero();
    assertThat(send("calm", 100)).isGreaterThan(10);
  }

  @Test
  void a_rejection_gives_the_place_back_and_the_request_itself_does_not() {
    send(STORM, 10);
    var payment = Fixtures.payment("order-0", 1);
    intake.heard(Fixtures.requested(payment), Duration.ZERO);
    assertThat(intake.standing()).isEqualTo(10);
    intake.heard(
        new RequestRejected(payment, RejectReason.ORDER_ALREADY_PAID, time.instant()),
        Duration.ZERO);
    assertThat(intake.standing()).isEqualTo(9);
  }

  @Test
  void what_nobody_answers_lets_others_in_after_the_time_of_an_answer() {
    send(STORM, 10);
    time.advance(Duration.ofSeconds(45).plusMillis(1));
    assertThat(intake.standing()).isZero();
    assertThat(send(STORM, 11)).isEqualTo(10);
  }

  @Test
  void a_partition_that_stands_still_does_not_keep_the_others_out() {
    // One in ten is never answered; there is no second in which nobody is let in for long.
    int refused = 0;
    for (int tick = 0; tick < 600; tick++) {
      int number = sent;
      Optional<Refused> no = intake.enter(id(sent++), STORM);
      refused += no.isPresent() ? 1 : 0;
      time.advance(Duration.ofMillis(50));
      if (no.isEmpty() && number % 10 != 0) {
        answer(number);
      }
    }
    assertThat(refused).isLessThan(60);
  }

  @Test
  void an_answer_that_comes_late_is_an_answer_and_frees_no_place_twice() {
    for (int number = 0; number < 50; number++) {
      intake.enter(id(sent++), STORM);
      answer(number);
    }
    assertThat(intake.limit()).isGreaterThan(50);
    send(STORM, 10);
    for (int number = 60; number < 90; number++) {
      time.advance(Duration.ofMillis(300));
      intake.enter(id(sent++), STORM);
      answer(number);
    }
    assertThat(intake.standing()).isEqualTo(10);
    time.advance(Duration.ofSeconds(2));
    assertThat(intake.standing()).as("overtaken by more than stand in line").isZero();
    for (int number = 50; number < 60; number++) {
      answer(number);
      answer(number);
    }
    time.advance(Duration.ofSeconds(5));
    assertThat(intake.limit()).isEqualTo(11);
    assertThat(intake.standing()).isZero();
  }

  @Test
  void facts_of_other_instances_and_repeats_change_nothing() {
    answer(0);
    answer(0);
    assertThat(intake.standing()).isZero();
    assertThat(intake.limit()).isEqualTo(10);
  }
}
