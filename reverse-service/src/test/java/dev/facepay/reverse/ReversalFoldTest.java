package dev.facepay.reverse;

import static dev.facepay.testkit.Fixtures.failed;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.reverseNeeded;
import static dev.facepay.testkit.Fixtures.reversed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Act;
import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.ActRequested;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.Stage;
import dev.facepay.reverse.Reversal.Resolution;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueRecords.DueRecord;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The reverse stage's documents are older than what it has said. */
class ReversalFoldTest {

  private static final ReverseSettings SETTINGS = ReverseSettings.defaults();
  private static final String ID = payment().id().toString();

  private final TestTime clock = new TestTime();
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  private final DueRecords reversals = new DueRecords(new MemoryDocuments());
  private final Outcomes outcomes = new Outcomes(new MemoryDocuments(), Fixtures.KEPT);

  private int catchUp(Fact... log) throws InterruptedException {
    int written = 0;
    for (LogFold fold : new ReversalFold(reversals, outcomes, time, SETTINGS).folds()) {
      for (Fact fact : log) {
        if (fact.type().topic() == fold.topic()) {
          written += fold.taker().take(fact, fact.occurredAt()) ? 1 : 0;
        }
      }
    }
    return written;
  }

  private AttentionNeeded slow() {
    return new AttentionNeeded(
        payment(), Stage.REVERSE, AttentionReason.REVERSE_SLOW, "", "", clock.instant());
  }

  private ActRequested resolved() {
    return new ActRequested(payment(), Act.RESOLVE, "ann", "by hand", "REFUND", clock.instant());
  }

  private Reversal reversal() {
    return ReversalDocument.read(reversals.find(ID).orElseThrow().body());
  }

  @Test
  void a_reversal_that_was_asked_for_and_not_confirmed_is_taken_up_again() throws Exception {
    clock.advance(Duration.ofDays(1));
    assertThat(catchUp(reverseNeeded())).isEqualTo(1);
    DueRecord record = reversals.find(ID).orElseThrow();
    assertThat(record.dueAt()).isEqualTo(clock.instant().plus(SETTINGS.earliest()));
    assertThat(reversal()).isEqualTo(Reversal.begin(reverseNeeded(), clock.instant()));
    assertThat(catchUp(reverseNeeded())).as("once").isZero();
  }

  @Test
  void what_ended_has_ended_and_is_taken_up_no_more() throws Exception {
    reversals.open(due(Reversal.begin(reverseNeeded(), clock.instant())));
    assertThat(catchUp(reverseNeeded(), slow(), reversed(payment()))).isEqualTo(1);
    assertThat(outcomes.find(payment().id()).orElseThrow())
        .isEqualTo(new Outcomes.Ended(reversed(payment()), Instant.EPOCH));
    assertThat(reversals.count()).isZero();
  }

  /** Its lease is nobody's, and its alarm may have been raised since, in other words. */
  @Test
  void a_reversal_that_the_copy_shows_under_way_begins_anew_and_knows_what_was_said()
      throws Exception {
    Reversal reversal = Reversal.begin(reverseNeeded(), clock.instant());
    DueRecord due = due(reversal);
    reversals.open(
        new DueRecord(
            ID,
            due.origin(),
            due.ver(),
            clock.instant().plusSeconds(240),
            true,
            1,
            due.body(),
            List.of(slow()),
            DueStep.later(clock.instant(), due.body())));
    assertThat(catchUp(reverseNeeded(), slow())).isEqualTo(1);
    DueRecord anew = reversals.find(ID).orElseThrow();
    assertThat(anew.leased()).isFalse();
    assertThat(anew.unpublished()).isEmpty();
    assertThat(reversal().raised()).containsExactly(AttentionReason.REVERSE_SLOW);
    assertThat(catchUp(reverseNeeded(), slow())).as("once").isZero();
  }

  @Test
  void an_end_that_was_never_said_gives_way_to_the_one_that_was() throws Exception {
    Reversal reversal = Reversal.begin(reverseNeeded(), clock.instant());
    outcomes.decide(
        reversal,
        Ending.reversed(
            reversal,
            new ReverseDecider.Move.Done(ReversedHow.NEVER_REACHED),
            Optional.empty(),
            clock.instant()));
    assertThat(catchUp(reverseNeeded(), reversed(payment()))).isEqualTo(1);
    assertThat(outcomes.find(payment().id()).orElseThrow().outcome())
        .isEqualTo(reversed(payment()));
  }

  @Test
  void what_an_earlier_stage_said_is_no_end() throws Exception {
    catchUp(failed(payment(), Stage.QUERY), reverseNeeded());
    assertThat(outcomes.find(payment().id())).isEmpty();
    assertThat(reversals.count()).isEqualTo(1);
  }

  @Test
  void an_alarm_that_was_raised_is_not_raised_again_and_a_persons_word_stays() throws Exception {
    catchUp(reverseNeeded(), slow(), resolved());
    assertThat(reversal().raised()).containsExactly(AttentionReason.REVERSE_SLOW);
    assertThat(reversal().resolution()).contains(new Resolution("ann", "by hand", "REFUND"));
  }

  @Test
  void a_reversal_that_is_older_than_the_log_goes_on_and_learns_what_people_know()
      throws Exception {
    Instant heardAt = clock.instant();
    reversals.open(due(Reversal.begin(reverseNeeded(), heardAt).askedOnce()));
    clock.advance(Duration.ofHours(1));
    assertThat(catchUp(reverseNeeded(), slow())).isEqualTo(1);
    assertThat(reversal())
        .isEqualTo(
            Reversal.begin(reverseNeeded(), heardAt)
                .askedOnce()
                .raised(AttentionReason.REVERSE_SLOW));
    assertThat(catchUp(reverseNeeded(), slow())).isZero();
  }

  /** An instance whose clock is ahead takes a reversal up as soon as it is written down. */
  @Test
  void young_needs_sleep_their_fifteen_seconds_together() throws Exception {
    Instant begun = clock.instant();
    assertThat(
            catchUp(
                reverseNeeded(payment("A1", 1)),
                reverseNeeded(payment("A2", 1)),
                reverseNeeded(payment("A3", 1))))
        .isEqualTo(3);
    assertThat(clock.instant())
        .as("else a restore of a chain's database takes hours")
        .isEqualTo(begun.plus(SETTINGS.earliest()));
  }

  @Test
  void a_young_needs_fifteen_seconds_are_over_before_its_reversal_is_written_down()
      throws Exception {
    Instant heardAt = clock.instant();
    List<Long> openWhileAsleep = new ArrayList<>();
    Timekeeper watched =
        Timekeeper.of(
            clock,
            due -> {
              openWhileAsleep.add(reversals.count());
              clock.advance(Duration.between(clock.instant(), due));
            });
    LogFold needs = new ReversalFold(reversals, outcomes, watched, SETTINGS).folds().getLast();
    assertThat(needs.taker().take(reverseNeeded(), heardAt)).isTrue();
    assertThat(openWhileAsleep).containsExactly(0L);
    assertThat(clock.instant()).isEqualTo(heardAt.plus(SETTINGS.earliest()));
    assertThat(reversals.find(ID)).isPresent();
  }

  @Test
  void a_need_is_forgotten_if_there_is_neither_its_reversal_nor_its_end() throws Exception {
    assertThat(ReversalFold.isForgotten(reverseNeeded(), reversals, outcomes)).isTrue();
    reversals.open(due(Reversal.begin(reverseNeeded(), clock.instant())));
    assertThat(ReversalFold.isForgotten(reverseNeeded(), reversals, outcomes)).isFalse();
    catchUp(reversed(payment()));
    assertThat(reversals.count()).isZero();
    assertThat(ReversalFold.isForgotten(reverseNeeded(), reversals, outcomes)).isFalse();
  }

  private DueRecord due(Reversal reversal) {
    return DueRecord.first(ID, clock.instant(), ReversalDocument.write(reversal));
  }
}
