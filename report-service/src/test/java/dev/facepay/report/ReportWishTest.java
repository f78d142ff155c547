package dev.facepay.report;

import static dev.facepay.testkit.Fixtures.byCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Act;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Stage;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a person ended or wants tried again. */
@Tag("real")
class ReportWishTest extends ReportingStand {

  @Test
  void an_old_wish_does_not_take_back_that_it_was_given_up_again() throws Exception {
    TradeRef trade = TradeRef.of(byCode("G2"));
    int tries = givenUp(trade);
    ReportActRequested request = request(trade, Act.RETRY, tries);
    handler.handle(request);
    run(Duration.ofSeconds(5));
    clock.advance(settings.giveUpAfter());
    run(Duration.ofSeconds(5));
    assertThat(jobs.count()).isZero();
    int asked = needed().size();
    handler.handle(request);
    run(Duration.ofSeconds(5));
    assertThat(needed()).as("offsets at 0").hasSize(asked);
  }

  @Test
  void a_confirmation_that_comes_after_it_was_given_up_stands_against_a_wish() throws Exception {
    TradeRef trade = TradeRef.of(byCode("G3"));
    int tries = givenUp(trade);
    int asked = needed().size();
    handler.handle(told(trade, tries, ReportOutcome.CONFIRMED));
    assertThat(ends.confirmed(trade.id())).isTrue();
    handler.handle(request(trade, Act.RETRY, tries));
    run(Duration.ofHours(1));
    assertThat(needed()).hasSize(asked);
  }

  @Test
  void what_a_person_ended_is_asked_for_no_more_and_a_late_confirmation_is_kept() throws Exception {
    TradeRef trade = TradeRef.of(byCode("G4"));
    TradeTold told =
        new TradeTold(
            trade, TradeNumbers.NONE, new Money(5), clock.instant(), null, "f", clock.instant());
    handler.handle(told);
    run(Duration.ofSeconds(5));
    handler.handle(request(trade, Act.RESOLVE, 1));
    run(Duration.ofSeconds(5));
    assertThat(jobs.count()).isZero();
    handler.handle(told);
    handler.handle(request(trade, Act.RETRY, 1));
    handler.handle(told(trade, 1, ReportOutcome.FAILED));
    run(Duration.ofHours(2));
    assertThat(needed()).hasSize(1);
    assertThat(ends.confirmed(trade.id())).isFalse();
    handler.handle(told(trade, 1, ReportOutcome.CONFIRMED));
    assertThat(ends.confirmed(trade.id())).isTrue();
  }

  @Test
  void a_wish_for_an_open_report_has_its_device_asked_at_once() throws Exception {
    PaymentRef payment = byCode("G5");
    TradeRef trade = TradeRef.of(payment);
    handler.handle(Fixtures.requested(payment));
    handler.handle(Fixtures.paid(payment, Stage.PAY));
    run(Duration.ofSeconds(5));
    for (int number = 1; number <= 6; number++) {
      handler.handle(told(trade, number, ReportOutcome.FAILED));
      run(settings.pause(number));
    }
    int tries = needed().size();
    handler.handle(told(trade, tries, ReportOutcome.FAILED));
    run(Duration.ofSeconds(5));
    assertThat(needed()).hasSize(tries);
    handler.handle(request(trade, Act.RETRY, tries));
    run(Duration.ofSeconds(2));
    assertThat(needed()).hasSize(tries + 1);
    assertThat(needed().getLast().method()).isEqualTo(ReportMethod.PAYCODE);
  }
}
