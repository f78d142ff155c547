package dev.facepay.report;

import static dev.facepay.testkit.Fixtures.byCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Act;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Stage;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is reported, and how often. */
@Tag("real")
class ReportingTest extends ReportingStand {

  @Test
  void a_code_payment_is_reported_by_its_code_once_it_succeeded_and_never_again() throws Exception {
    PaymentRef payment = byCode("C1");
    TradeRef trade = TradeRef.of(payment);
    handler.handle(Fixtures.requested(payment));
    run(Duration.ofSeconds(30));
    assertThat(published).isEmpty();

    handler.handle(Fixtures.paid(payment, Stage.QUERY));
    run(Duration.ofSeconds(5));
    assertThat(needed())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.method()).isEqualTo(ReportMethod.PAYCODE);
              assertThat(one.key()).isEqualTo("1900000109:D03");
            });

    handler.handle(told(trade, 1, ReportOutcome.CONFIRMED));
    run(Duration.ofSeconds(5));
    assertThat(jobs.count()).isZero();
    for (Fact again :
        List.of(
            Fixtures.requested(payment),
            Fixtures.paid(payment, Stage.QUERY),
            told(trade, 1, ReportOutcome.CONFIRMED),
            told(trade, 1, ReportOutcome.FAILED))) {
      handler.handle(again);
    }
    run(Duration.ofHours(1));
    assertThat(needed()).hasSize(1);
    assertThat(jobs.count()).isZero();
  }

  @Test
  void face_payments_and_those_that_failed_or_are_open_or_went_back_are_never_reported()
      throws Exception {
    PaymentRef face = Fixtures.payment("F1", 1);
    handler.handle(Fixtures.requested(face));
    handler.handle(Fixtures.paid(face, Stage.PAY));
    handler.handle(Fixtures.requested(byCode("C2")));
    handler.handle(Fixtures.requested(byCode("C3")));
    handler.handle(Fixtures.failed(byCode("C3"), Stage.PAY));
    handler.handle(Fixtures.requested(byCode("C4")));
    handler.handle(Fixtures.reversed(byCode("C4")));
    run(Duration.ofHours(2));
    assertThat(published).isEmpty();
    assertThat(jobs.count()).isZero();
  }

  @Test
  void a_trade_that_the_device_tells_of_is_reported_by_its_number() throws Exception {
    TradeRef trade = TradeRef.of(byCode("T1"));
    handler.handle(
        new TradeTold(
            trade, TradeNumbers.NONE, new Money(5), clock.instant(), null, "f", clock.instant()));
    run(Duration.ofSeconds(5));
    assertThat(needed()).extracting(ReportNeeded::method).containsExactly(ReportMethod.ORDER);
  }

  @Test
  void an_old_sdk_that_says_so_gets_the_call_that_it_has() throws Exception {
    PaymentRef payment = byCode("C5");
    handler.handle(Fixtures.requested(payment));
    handler.handle(Fixtures.paid(payment, Stage.PAY));
    run(Duration.ofSeconds(5));
    DeviceRef device =
        new DeviceRef(
            payment.device(),
            payment.store(),
            new StoreName("shop"),
            payment.id().merchant(),
            null);
    devices.accept(new DeviceSeen(device, "2.4", null, clock.instant()));
    run(Duration.ofSeconds(65));
    assertThat(needed())
        .extracting(ReportNeeded::method)
        .containsExactly(ReportMethod.PAYCODE, ReportMethod.ORDER);
  }

  @Test
  void a_confirmation_that_comes_before_its_trade_is_read_still_counts() throws Exception {
    PaymentRef payment = byCode("C6");
    handler.handle(told(TradeRef.of(payment), 1, ReportOutcome.CONFIRMED));
    handler.handle(Fixtures.paid(payment, Stage.PAY));
    handler.handle(Fixtures.requested(payment));
    run(Duration.ofHours(1));
    assertThat(published).isEmpty();
  }

  @Test
  void what_the_broker_did_not_take_is_published_when_it_is_back_and_not_decided_again()
      throws Exception {
    PaymentRef payment = byCode("C7");
    handler.handle(Fixtures.requested(payment));
    handler.handle(Fixtures.paid(payment, Stage.PAY));
    brokerAway = true;
    run(Duration.ofSeconds(10));
    brokerAway = false;
    run(Duration.ofSeconds(10));
    assertThat(needed()).extracting(ReportNeeded::tryNo).containsExactly(1);
  }

  @Test
  void what_was_given_up_is_asked_for_again_when_a_person_wants_it_and_once_for_one_wish()
      throws Exception {
    TradeRef trade = TradeRef.of(byCode("G1"));
    int tries = givenUp(trade);
    ReportActRequested request = request(trade, Act.RETRY, tries);
    handler.handle(request);
    run(Duration.ofSeconds(5));
    assertThat(needed().getLast().tryNo()).isEqualTo(tries + 1);
    handler.handle(request);
    run(Duration.ofSeconds(5));
    assertThat(needed().getLast().tryNo()).as("read again").isEqualTo(tries + 1);

    handler.handle(told(trade, tries + 1, ReportOutcome.CONFIRMED));
    run(Duration.ofSeconds(5));
    int asked = needed().size();
    handler.handle(request);
    handler.handle(request(trade, Act.RETRY, tries + 1));
    handler.handle(request(trade, Act.RESOLVE, tries + 1));
    run(Duration.ofHours(2));
    assertThat(needed()).as("never two reports once one is confirmed").hasSize(asked);
    assertThat(jobs.count()).isZero();
  }

  @Test
  void any_order_and_any_number_of_repeats_ask_each_device_once() throws Exception {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      PaymentRef payment = byCode("R" + i);
      facts.add(Fixtures.requested(payment));
      facts.add(Fixtures.paid(payment, Stage.PAY));
    }
    List<Fact> twice = new ArrayList<>(facts);
    twice.addAll(facts);
    Collections.shuffle(twice, new Random(3));
    for (Fact fact : twice) {
      handler.handle(fact);
      worker.runOnce();
    }
    run(Duration.ofSeconds(5));
    assertThat(needed()).hasSize(40).extracting(ReportNeeded::subject).doesNotHaveDuplicates();
    for (ReportNeeded one : needed()) {
      handler.handle(told(one.trade(), 1, ReportOutcome.CONFIRMED));
    }
    run(Duration.ofSeconds(5));
    for (Fact fact : twice) {
      handler.handle(fact);
      worker.runOnce();
    }
    run(Duration.ofHours(1));
    assertThat(needed()).hasSize(40);
    assertThat(jobs.count()).isZero();
  }
}
