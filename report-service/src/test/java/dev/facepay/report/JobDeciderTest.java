package dev.facepay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Act;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Sealed;
import dev.facepay.report.JobMove.Done;
import dev.facepay.report.JobMove.Forget;
import dev.facepay.report.JobMove.How;
import dev.facepay.report.JobMove.Wait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobDeciderTest extends JobStand {

  @Test
  void a_payment_that_has_not_succeeded_is_not_reported_and_forgotten_after_a_while() {
    assertThat(wait(UNPAID, DEVICE, T0).facts()).isEmpty();
    assertThat(wait(UNPAID, DEVICE, T0).until()).isEqualTo(T0.plus(SETTINGS.forgetAfter()));
    assertThat(JobDecider.decide(UNPAID, DEVICE, T0.plus(SETTINGS.forgetAfter()), SETTINGS))
        .isInstanceOf(Forget.class);
  }

  @Test
  void one_that_failed_or_whose_money_went_back_first_is_never_reported() {
    assertThat(JobDecider.decide(PAID.close(), DEVICE, T0.plusSeconds(60), SETTINGS))
        .isEqualTo(new Done(How.NOT_DUE, List.of()));
  }

  @Test
  void its_device_is_asked_once_a_moment_after_it_succeeded() {
    Wait early = wait(PAID, DEVICE, T0.plus(SETTINGS.settle()).minus(MOMENT));
    assertThat(early.facts()).isEmpty();
    assertThat(early.until()).isEqualTo(T0.plus(SETTINGS.settle()));
    Instant now = T0.plus(SETTINGS.settle());
    assertThat(asked().facts())
        .containsExactly(new ReportNeeded(TRADE, 1, ReportMethod.PAYCODE, new Sealed("code"), now));
    assertThat(asked().until()).isEqualTo(now.plus(SETTINGS.retryFirst()));
  }

  @ParameterizedTest
  @CsvSource({
    "2.21, true, reportPaycode",
    "2.11, true, reportPaycode",
    "2.11.288, true, reportPaycode",
    "3.0, true, reportPaycode",
    "2.10, true, reportOrder",
    "2.9, true, reportOrder",
    "2.21, false, reportOrder",
    "1.12, true, reportOrder",
    "1.12, false, reportOrder",
    "unreadable, true, reportPaycode",
    "unreadable, false, reportOrder"
  })
  void the_call_is_the_better_one_that_the_devices_sdk_has(
      String sdk, boolean withCode, String method) {
    TradeJob job = withCode ? PAID : UNPAID.paid(T0, T0);
    assertThat(wait(job, device(sdk), T0.plusSeconds(60)).facts())
        .singleElement()
        .satisfies(
            fact -> {
              assertThat(((ReportNeeded) fact).method().wire()).isEqualTo(method);
              assertThat(((ReportNeeded) fact).authCode() != null)
                  .isEqualTo(method.equals("reportPaycode"));
            });
  }

  @ParameterizedTest
  @CsvSource({"1.11, false, sdk_too_old", "0.9, false, sdk_too_old", "2.21, true, device_revoked"})
  void a_device_that_cannot_is_not_asked_and_the_reason_is_said_once(
      String sdk, boolean revoked, String reason) {
    DeviceSnapshot device = new DeviceSnapshot(revoked, SdkVersion.parse(sdk));
    Instant now = T0.plusSeconds(60);
    Wait first = wait(PAID, device, now);
    assertThat(first.facts()).containsExactly(delayed(0, reason, false, now));
    assertThat(first.until()).isEqualTo(now.plus(SETTINGS.retryMax()));
    assertThat(wait(first.next(), device, first.until()).facts()).isEmpty();
  }

  @Test
  void looking_before_the_answer_is_due_changes_nothing() {
    Wait asked = asked();
    Wait again = wait(asked.next(), DEVICE, asked.until().minus(MOMENT));
    assertThat(again.facts()).isEmpty();
    assertThat(again.next()).isEqualTo(asked.next());
    assertThat(again.until()).isEqualTo(asked.until());
  }

  @Test
  void a_silent_device_is_asked_again_with_doubling_pauses_up_to_the_longest() {
    Instant silent = asked().until().minus(SETTINGS.retryFirst()).plus(SETTINGS.silentAfter());
    Instant attention = T0.plus(SETTINGS.attentionAfter());
    Wait move = asked();
    Instant at = move.until();
    for (int number = 2; at.isBefore(silent); number++) {
      Wait next = wait(move.next(), DEVICE, at);
      int asked = number;
      assertThat(next.facts())
          .as("nobody is told of an hour's silence before it is one")
          .singleElement()
          .satisfies(fact -> assertThat(((ReportNeeded) fact).tryNo()).isEqualTo(asked));
      Duration pause = SETTINGS.pause(number);
      assertThat(pause).isLessThanOrEqualTo(SETTINGS.retryMax());
      move = next;
      Instant again = at.plus(pause);
      // The moment at which its silence is a reason is not slept through.
      assertThat(next.until()).isEqualTo(again.isAfter(silent) ? silent : again);
      at = next.until();
    }
    Wait told = wait(move.next(), DEVICE, silent);
    assertThat(told.facts())
        .containsExactly(
            delayed(move.next().tries(), ReportDelay.DEVICE_SILENT.wire(), false, silent));
    Wait again = wait(told.next(), DEVICE, told.until());
    assertThat(again.facts()).singleElement().isInstanceOf(ReportNeeded.class);
    assertThat(again.until()).as("nor that at which it is overdue").isEqualTo(attention);
  }

  @Test
  void a_device_that_answers_in_between_is_not_silent() {
    Wait asked = asked();
    Instant heard = T0.plus(SETTINGS.silentAfter()).minusSeconds(30);
    TradeJob failed = asked.next().failed(1, ReportDelay.SDK_FAILED, heard);
    Wait said = wait(failed, DEVICE, heard);
    Wait again = wait(said.next(), DEVICE, said.until());
    assertThat(again.facts()).singleElement().isInstanceOf(ReportNeeded.class);
    Instant silent = said.until().plus(SETTINGS.silentAfter());
    Wait before = wait(again.next(), DEVICE, silent.minus(MOMENT));
    assertThat(before.next().said()).contains(ReportDelay.SDK_FAILED);
    assertThat(wait(again.next(), DEVICE, silent).next().said())
        .contains(ReportDelay.DEVICE_SILENT);
  }

  @Test
  void an_overdue_one_is_said_to_be_so_whatever_silence_may_last() {
    JobSettings patient =
        new JobSettings(
            SETTINGS.settle(),
            SETTINGS.retryFirst(),
            SETTINGS.retryMax(),
            SETTINGS.attentionAfter().plusHours(1),
            SETTINGS.attentionAfter(),
            SETTINGS.giveUpAfter(),
            SETTINGS.forgetAfter(),
            SETTINGS.keepEnds(),
            SETTINGS.devicesWithin());
    Instant now = T0.plus(SETTINGS.attentionAfter());
    Wait told = (Wait) JobDecider.decide(asked().next(), DEVICE, now, patient);
    assertThat(told.facts().getFirst())
        .isEqualTo(delayed(1, ReportDelay.DEVICE_SILENT.wire(), true, now));
  }

  @ParameterizedTest
  @CsvSource({
    "271378620, sdk_not_initialised",
    "271378621, sdk_not_initialised",
    "sdk_too_old, sdk_too_old",
    "PARAM_ERROR, sdk_failed",
    "'', sdk_failed"
  })
  void a_refusal_is_said_at_once_and_tried_again_after_a_pause(String code, String reason) {
    ReportTold told =
        new ReportTold(TRADE, 1, ReportOutcome.FAILED, code, "", null, T0.plusSeconds(5));
    Instant heard = T0.plusSeconds(5);
    TradeJob job = asked().next().failed(1, JobDecider.reason(told), heard);
    Wait move = wait(job, DEVICE, heard);
    assertThat(move.facts()).containsExactly(delayed(1, reason, false, heard));
    assertThat(move.until()).isEqualTo(heard.plus(SETTINGS.retryFirst()));
    Wait again = wait(move.next(), DEVICE, move.until());
    assertThat(again.facts())
        .containsExactly(
            new ReportNeeded(TRADE, 2, ReportMethod.PAYCODE, new Sealed("code"), move.until()));
  }

  @Test
  void an_answer_to_an_older_try_or_a_second_one_changes_nothing() {
    TradeJob job = asked().next();
    assertThat(job.failed(2, ReportDelay.SDK_FAILED, T0)).isEqualTo(job);
    TradeJob failed = job.failed(1, ReportDelay.SDK_FAILED, T0);
    assertThat(failed.failed(1, ReportDelay.SDK_NOT_INITIALISED, T0.plusSeconds(9)))
        .isEqualTo(failed);
  }

  @Test
  void a_confirmed_one_is_done_whatever_else_is_known() {
    assertThat(JobDecider.decide(asked().next().confirm(), DEVICE, T0, SETTINGS))
        .isEqualTo(new Done(How.CONFIRMED, List.of()));
    assertThat(JobDecider.decide(PAID.confirm().close(), DEVICE, T0, SETTINGS))
        .isEqualTo(new Done(How.CONFIRMED, List.of()));
  }

  @Test
  void a_person_is_told_once_when_it_has_waited_too_long_and_tries_go_on() {
    DeviceSnapshot revoked = new DeviceSnapshot(true, Optional.empty());
    Instant now = T0.plus(SETTINGS.attentionAfter()).minusSeconds(60);
    Wait before = wait(PAID, revoked, now);
    assertThat(before.until()).as("looked at in time").isEqualTo(now.plusSeconds(60));
    Wait told = wait(before.next(), revoked, before.until());
    assertThat(told.facts())
        .containsExactly(delayed(0, ReportDelay.DEVICE_REVOKED.wire(), true, before.until()));
    assertThat(wait(told.next(), revoked, told.until()).facts()).isEmpty();
    assertThat(wait(told.next(), DEVICE, told.until()).facts().getLast())
        .isInstanceOf(ReportNeeded.class);
  }

  @Test
  void a_job_is_read_as_it_was_written() {
    Instant requested = T0.plusSeconds(90);
    TradeJob job = asked().next().failed(1, ReportDelay.SDK_FAILED, T0.plusSeconds(70));
    for (TradeJob one :
        List.of(
            UNPAID,
            PAID,
            job,
            job.requested(request(Act.RETRY, 1, requested), requested),
            job.requested(request(Act.RETRY, 1, requested), requested).asked(requested),
            UNPAID.requested(request(Act.RESOLVE, 7, requested), requested))) {
      assertThat(JobDocument.read(JobDocument.write(one))).isEqualTo(one);
    }
  }
}
