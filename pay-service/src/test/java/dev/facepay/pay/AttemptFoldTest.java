package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.failed;
import static dev.facepay.testkit.Fixtures.paid;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.requested;
import static dev.facepay.testkit.Fixtures.reversed;
import static dev.facepay.testkit.Fixtures.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The pay stage's documents are older than what it has said. */
class AttemptFoldTest extends OlderCopyStand {

  @Test
  void an_answer_that_was_told_is_known_again_and_none_other_follows() throws Exception {
    attempts.insert(payment().id(), asking());
    assertThat(catchUp(requested(), paid(payment(), Stage.PAY))).isEqualTo(1);
    sweepLater();
    assertThat(published).as("else: interrupted, a second fact of version 2").isEmpty();
    assertThat(known())
        .isEqualTo(new Answered(payment().fingerprint(), paid(payment(), Stage.PAY)));
  }

  @Test
  void what_was_handed_over_and_settled_is_closed_again() throws Exception {
    Unknown unknown = unknown(UnknownReason.NO_ANSWER);
    assertThat(catchUp(requested(), unknown, reversed(payment()))).isEqualTo(2);
    assertThat(known())
        .isEqualTo(new Closed(payment().fingerprint(), unknown, reversed(payment())));
  }

  @Test
  void what_was_handed_over_and_not_settled_is_handed_over_again() throws Exception {
    Unknown unknown = unknown(UnknownReason.NO_ANSWER);
    catchUp(requested(), unknown);
    sweepLater();
    assertThat(published).containsExactly(unknown);
  }

  @Test
  void a_request_without_an_answer_may_have_been_asked_for_and_is_unknown() throws Exception {
    clock.advance(Duration.ofSeconds(20));
    assertThat(catchUp(requested())).isEqualTo(1);
    sweepLater();
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            Unknown.class,
            it -> {
              assertThat(it.reason()).isEqualTo(UnknownReason.TOO_LATE);
              assertThat(it.sentAt()).isEqualTo(T0.plusSeconds(20));
            });
  }

  @Test
  void an_old_requests_call_left_while_its_code_lived_and_not_when_the_copy_was_restored()
      throws Exception {
    clock.advance(Duration.ofHours(2));
    catchUp(requested());
    Unknown late = (Unknown) ((Answered) known()).fact();
    assertThat(late.sentAt())
        .as("else a payment of two hours ago counts as another system's")
        .isEqualTo(T0.plus(SETTINGS.askWithin()).plus(LEASE));
  }

  @Test
  void a_request_that_was_rejected_stays_rejected() throws Exception {
    RequestRejected rejected =
        new RequestRejected(payment(), RejectReason.PREVIOUS_ATTEMPT_OPEN, T0.plusSeconds(3));
    assertThat(catchUp(requested(), rejected)).isEqualTo(1);
    assertThat(attempts.find(payment().id())).isEmpty();
    assertThat(attempts.findRejection(payment())).contains(rejected);
  }

  @Test
  void a_rejection_that_was_written_down_and_never_said_is_said() throws Exception {
    RequestRejected rejected =
        new RequestRejected(payment(), RejectReason.PREVIOUS_ATTEMPT_OPEN, T0.plusSeconds(3));
    attempts.reject(rejected);
    assertThat(catchUp(requested())).isEqualTo(1);
    sweepLater();
    assertThat(published).containsExactly(rejected);
    assertThat(catchUp(requested(), rejected)).as("it is in the log now").isZero();
  }

  /** Nobody had judged the second attempt, and the first one is open still. */
  @Test
  void an_attempt_that_a_catch_up_closed_lets_no_later_one_pass_an_earlier_that_is_open()
      throws Exception {
    catchUp(
        requested(payment("A1", 1)),
        unknown(payment("A1", 1), UnknownReason.NO_ANSWER),
        requested(payment("A1", 2)));
    close(reversed(payment("A1", 2)));
    handle(requested(payment("A1", 3)));
    assertThat(published)
        .singleElement()
        .isInstanceOfSatisfying(
            RequestRejected.class,
            it -> assertThat(it.reason()).isEqualTo(RejectReason.PREVIOUS_ATTEMPT_OPEN));
  }

  @Test
  void another_content_of_a_number_that_is_answered_hears_at_once_that_the_first_one_counts()
      throws Exception {
    Requested other = requested(payment("20261122S017D03000042", 1, 999));
    assertThat(catchUp(requested(), paid(payment(), Stage.PAY), other)).isEqualTo(2);
    sweepLater();
    assertThat(published).singleElement().isInstanceOf(RequestRejected.class);
  }

  @Test
  void what_a_document_knows_and_nobody_has_said_yet_stays() throws Exception {
    Succeeded paid = paid(payment(), Stage.PAY);
    attempts.insert(payment().id(), new Answered(payment().fingerprint(), paid));
    assertThat(catchUp(requested())).isZero();
    assertThat(known()).isEqualTo(new Answered(payment().fingerprint(), paid));
  }

  /** The copy is of before an earlier restore, after which the payment was answered anew. */
  @Test
  void an_answer_that_was_never_said_gives_way_to_the_one_that_was() throws Exception {
    Unknown said = unknown(UnknownReason.TOO_LATE);
    Succeeded unsaid = paid(payment(), Stage.PAY);
    attempts.insert(payment().id(), new Answered(payment().fingerprint(), unsaid));
    assertThat(catchUp(requested(), said, reversed(payment()))).isEqualTo(2);
    assertThat(known()).isEqualTo(new Closed(payment().fingerprint(), said, reversed(payment())));
  }

  @Test
  void an_answer_that_no_document_knows_is_forgotten() {
    Succeeded told = paid(payment(), Stage.PAY);
    assertThat(AttemptFold.isForgotten(told, attempts)).isTrue();
    assertThat(AttemptFold.isOwn(told)).isTrue();
    assertThat(AttemptFold.isOwn(reversed(payment()))).as("another's").isFalse();
    attempts.insert(payment().id(), asking());
    assertThat(AttemptFold.isForgotten(told, attempts)).isTrue();
    attempts.replace(payment().id(), Attempts.FIRST, new Answered(payment().fingerprint(), told));
    assertThat(AttemptFold.isForgotten(told, attempts)).isFalse();
  }

  @Test
  void the_same_log_once_more_changes_nothing() throws Exception {
    Fact[] log = {
      requested(),
      unknown(UnknownReason.NO_ANSWER),
      failed(payment(), Stage.QUERY),
      requested(payment("B1", 1)),
      paid(payment("B1", 1), Stage.PAY),
      requested(payment("C1", 1))
    };
    assertThat(catchUp(log)).isEqualTo(4);
    assertThat(catchUp(log)).isZero();
  }
}
