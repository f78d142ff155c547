package dev.facepay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Act;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.Sealed;
import dev.facepay.report.JobMove.Done;
import dev.facepay.report.JobMove.How;
import dev.facepay.report.JobMove.Wait;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person ended, wants tried again, or sees given up. */
class JobWishTest extends JobStand {

  @Test
  void after_a_month_it_is_given_up_and_said() {
    Instant now = T0.plus(SETTINGS.giveUpAfter());
    assertThat(JobDecider.decide(asked().next(), DEVICE, now, SETTINGS))
        .isEqualTo(
            new Done(How.GIVEN_UP, List.of(delayed(1, ReportDelay.GIVEN_UP.wire(), true, now))));
  }

  @ParameterizedTest
  @CsvSource({
    // confirmed, closed, resolved: what it ends as
    "true, false, true, CONFIRMED",
    "true, true, true, CONFIRMED",
    "false, true, true, NOT_DUE",
    "false, false, true, RESOLVED"
  })
  void what_a_person_ended_is_done_but_what_the_device_or_the_money_says_counts_more(
      boolean confirmed, boolean closed, boolean resolved, How how) {
    TradeJob job = asked().next();
    Instant at = T0.plusSeconds(9);
    job = resolved ? job.requested(request(Act.RESOLVE, 1, at), at) : job;
    job = confirmed ? job.confirm() : job;
    job = closed ? job.close() : job;
    assertThat(JobDecider.decide(job, DEVICE, at, SETTINGS)).isEqualTo(new Done(how, List.of()));
  }

  @Test
  void a_late_answer_changes_nothing_of_what_a_person_ended() {
    Instant at = T0.plusSeconds(9);
    TradeJob resolved = asked().next().requested(request(Act.RESOLVE, 1, at), at);
    TradeJob answered = resolved.failed(1, ReportDelay.SDK_FAILED, at.plusSeconds(1));
    assertThat(JobDecider.decide(answered, DEVICE, at.plusSeconds(2), SETTINGS))
        .isEqualTo(new Done(How.RESOLVED, List.of()));
    TradeJob again =
        answered.requested(request(Act.RETRY, 1, at.plusSeconds(3)), at.plusSeconds(3));
    assertThat(again).as("nor does a wish that came behind it").isEqualTo(answered);
  }

  @Test
  void who_ends_it_ends_it_also_by_a_clock_that_is_behind() {
    Instant at = T0.plusSeconds(600);
    TradeJob retried = asked().next().requested(request(Act.RETRY, 1, at), at);
    TradeJob ended =
        retried.requested(request(Act.RESOLVE, 1, at.minusSeconds(120)), at.plusSeconds(5));
    assertThat(JobDecider.decide(ended, DEVICE, at.plusSeconds(6), SETTINGS))
        .isEqualTo(new Done(How.RESOLVED, List.of()));
  }

  @Test
  void who_wants_a_failed_one_tried_again_waits_for_no_pause() {
    Instant heard = T0.plusSeconds(5);
    TradeJob failed = asked().next().failed(1, ReportDelay.SDK_FAILED, heard);
    Wait said = wait(failed, DEVICE, heard);
    Instant requested = heard.plusSeconds(3);
    TradeJob job = said.next().requested(request(Act.RETRY, 1, requested), requested);
    Wait again = wait(job, DEVICE, requested);
    assertThat(again.facts())
        .containsExactly(
            new ReportNeeded(TRADE, 2, ReportMethod.PAYCODE, new Sealed("code"), requested));
    assertThat(wait(again.next(), DEVICE, requested.plusSeconds(1)).facts())
        .as("one wish, one try")
        .isEmpty();
    assertThat(again.next().requested(request(Act.RETRY, 1, requested), requested.plusSeconds(9)))
        .as("the same wish read again")
        .isEqualTo(again.next());
  }

  @Test
  void a_device_that_was_just_asked_has_its_minute_before_a_person_has_it_asked_again() {
    Wait asked = asked();
    Instant requested = asked.until().minusSeconds(20);
    TradeJob job = asked.next().requested(request(Act.RETRY, 1, requested), requested);
    Wait early = wait(job, DEVICE, requested);
    assertThat(early.facts()).isEmpty();
    assertThat(early.until()).isEqualTo(asked.until());
    assertThat(wait(early.next(), DEVICE, asked.until()).facts())
        .singleElement()
        .satisfies(fact -> assertThat(((ReportNeeded) fact).tryNo()).isEqualTo(2));
  }

  @Test
  void one_that_was_given_up_goes_on_behind_its_tries_for_another_month() {
    Instant requested = T0.plus(SETTINGS.giveUpAfter()).plusSeconds(3600);
    TradeJob anew =
        TradeJob.begin(TRADE, requested).requested(request(Act.RETRY, 720, requested), requested);
    Wait asked = wait(anew, DEVICE, requested);
    assertThat(asked.facts())
        .containsExactly(new ReportNeeded(TRADE, 721, ReportMethod.ORDER, null, requested));
    Instant end = requested.plus(SETTINGS.giveUpAfter());
    assertThat(JobDecider.decide(asked.next(), DEVICE, end.minus(MOMENT), SETTINGS))
        .isInstanceOf(Wait.class);
    assertThat(JobDecider.decide(asked.next(), DEVICE, end, SETTINGS))
        .isEqualTo(
            new Done(How.GIVEN_UP, List.of(delayed(721, ReportDelay.GIVEN_UP.wire(), true, end))));
  }

  @Test
  void a_persons_wish_is_shown_what_an_old_sdk_says_but_no_revoked_device_is_asked() {
    Instant requested = T0.plusSeconds(60);
    TradeJob job = PAID.requested(request(Act.RETRY, 0, requested), requested);
    assertThat(wait(job, device("1.11"), requested).facts())
        .containsExactly(new ReportNeeded(TRADE, 1, ReportMethod.ORDER, null, requested));
    assertThat(wait(job, new DeviceSnapshot(true, Optional.empty()), requested).facts())
        .containsExactly(delayed(0, ReportDelay.DEVICE_REVOKED.wire(), false, requested));
  }
}
