package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.requested;
import static dev.facepay.testkit.Fixtures.reversed;
import static dev.facepay.testkit.Fixtures.withOtherCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.fact.LogFold;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests of several contents came under one number, and a restore lost which was asked for. */
class LostContentsTest extends OlderCopyStand {

  /** The first one's record was held, and the copy knows neither that nor what was asked for. */
  @Test
  void of_two_contents_under_one_number_none_is_turned_away_before_it_is_closed() throws Exception {
    Requested first = requested();
    Requested other = requested(payment("20261122S017D03000042", 1, 999));
    assertThat(catchUp(first, other)).isEqualTo(2);
    sweepLater();
    handle(other);
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            Unknown.class,
            it -> {
              assertThat(it.payment()).isEqualTo(first.payment());
              assertThat(it.reason())
                  .as("else an order of the other amount counts as another system's")
                  .isEqualTo(UnknownReason.MISMATCH);
            });

    close(reversed(payment()));
    sweepLater();
    assertThat(published).hasSize(2);
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            RequestRejected.class,
            it -> {
              assertThat(it.payment()).isEqualTo(other.payment());
              assertThat(it.reason()).isEqualTo(RejectReason.OTHER_CONTENT);
            });
    assertThat(catchUp(first, other, published.getLast())).isZero();
    sweepLater();
    assertThat(published).as("once").hasSize(2);
  }

  @Test
  void two_codes_for_one_amount_are_no_doubt_about_the_amount() throws Exception {
    clock.advance(Duration.ofHours(2));
    catchUp(requested(), requested(withOtherCode(payment(), T0.plus(SETTINGS.askWithin()))));
    Unknown lost = (Unknown) ((Answered) known()).fact();
    assertThat(lost.reason())
        .as("another amount is another system's")
        .isEqualTo(UnknownReason.TOO_LATE);
    assertThat(lost.sentAt()).isEqualTo(T0.plus(SETTINGS.askWithin().multipliedBy(2)).plus(LEASE));
  }

  @Test
  void two_codes_far_apart_leave_open_when_the_order_was_asked_for() throws Exception {
    catchUp(requested(), requested(withOtherCode(payment(), T0.plus(Duration.ofMinutes(20)))));
    assertThat(((Unknown) ((Answered) known()).fact()).reason()).isEqualTo(UnknownReason.MISMATCH);
  }

  /** A catch-up that broke off after the first one was written down, and goes on. */
  @Test
  void two_contents_under_one_number_are_known_for_two_whatever_is_written_down_first()
      throws Exception {
    Requested other = requested(payment("20261122S017D03000042", 1, 999));
    List<LogFold> folds = new AttemptFold(attempts, clock, SETTINGS, LEASE).folds();
    LogFold notes = folds.get(folds.size() - 2);
    for (Requested request : List.of(requested(), other)) {
      notes.taker().take(request, T0);
    }
    folds.getLast().taker().take(requested(), T0);
    assertThat(catchUp(requested(), other)).as("the other's rejection").isEqualTo(1);
    assertThat(((Unknown) ((Answered) known()).fact()).reason()).isEqualTo(UnknownReason.MISMATCH);
  }
}
