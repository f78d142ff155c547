package dev.facepay.pay;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.failed;
import static dev.facepay.testkit.Fixtures.paid;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.requested;
import static dev.facepay.testkit.Fixtures.reversed;
import static dev.facepay.testkit.Fixtures.unknown;
import static dev.facepay.testkit.Fixtures.withOtherCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Succeeded;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.Stage;
import dev.facepay.payment.UnknownReason;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The pay stage's documents are older than what it has said. */
class AttemptFoldTest {

  private static final Duration LEASE = Duration.ofSeconds(32);
  private static final PaySettings SETTINGS = PaySettings.defaults();

  private final TestTime clock = new TestTime();
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  private final Attempts attempts =
      new Attempts(new MemoryDocuments(), new MemoryDocuments(), Fixtures.KEPT);
  private final List<PaymentFact> published = new ArrayList<>();

  private int catchUp(Fact... log) throws InterruptedException {
    int written = 0;
    for (LogFold fold : new AttemptFold(attempts, clock, SETTINGS, LEASE).folds()) {
      for (Fact fact : log) {
        if (fact.type().topic() == fold.topic()) {
          written += fold.taker().take(fact, fact.occurredAt()) ? 1 : 0;
        }
      }
    }
    return written;
  }

  private Attempt known() {
    return attempts.find(payment().id()).orElseThrow().attempt();
  }

  private void sweepLater() throws InterruptedException {
    clock.advance(Duration.ofHours(1));
    new LapsedSweep(
            attempts,
            fact -> published.add((PaymentFact) fact),
            time,
            SETTINGS,
            new SimpleMeterRegistry())
        .run();
  }

  /** Its record comes once more; nobody is asked for anything. */
  private void handle(Requested again) throws InterruptedException {
    WechatPay nobody =
        new WechatPay() {
          @Override
          public Duration callMax() {
            return Duration.ofSeconds(27);
          }
        };
    new PayHandler(
            attempts,
            nobody,
            new PayHandlerTest.Opener(),
            fact -> published.add((PaymentFact) fact),
            time,
            SETTINGS)
        .handle(again);
  }

  private void close(Settled settled) {
    new ClosingHandler(attempts).handle(settled);
  }

  private Asking asking() {
    return new Asking(payment().fingerprint(), T0.plus(LEASE), unknown(UnknownReason.INTERRUPTED));
  }

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
    assertThat(catchUp(first, other)).isZero();
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
