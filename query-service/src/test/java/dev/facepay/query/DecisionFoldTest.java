package dev.facepay.query;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.failed;
import static dev.facepay.testkit.Fixtures.paid;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.reverseNeeded;
import static dev.facepay.testkit.Fixtures.reversed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.PaymentFact.AttentionNeeded;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentFact.Failed;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The query stage's documents are older than what it has said. */
class DecisionFoldTest {

  private static final PaymentRef OTHER = payment("B1", 1);

  private final Decisions decisions = new Decisions(new MemoryDocuments(), Fixtures.KEPT);
  private final Cancels cancels = new Cancels(new MemoryDocuments(), Fixtures.KEPT);
  private final DueRecords alarms = new DueRecords(new MemoryDocuments());
  private final TestTime clock = new TestTime();

  private int catchUp(Fact... log) throws InterruptedException {
    int written = 0;
    for (LogFold fold : new DecisionFold(decisions, cancels, alarms, clock).folds()) {
      for (Fact fact : log) {
        if (fact.type().topic() == fold.topic()) {
          written += fold.taker().take(fact, fact.occurredAt()) ? 1 : 0;
        }
      }
    }
    return written;
  }

  @Test
  void what_was_decided_is_decided_and_never_asked_about_again() throws Exception {
    Fact[] log = {reverseNeeded(), reversed(payment()), paid(OTHER, Stage.QUERY)};
    assertThat(catchUp(log)).isEqualTo(2);
    assertThat(decisions.find(payment().id())).contains(reverseNeeded());
    assertThat(decisions.find(OTHER.id())).contains(paid(OTHER, Stage.QUERY));
    assertThat(catchUp(log)).isZero();
  }

  @Test
  void a_decision_that_was_never_said_gives_way_to_the_one_that_was() throws Exception {
    decisions.decide(paid(payment(), Stage.QUERY));
    assertThat(catchUp(reverseNeeded())).isEqualTo(1);
    assertThat(decisions.find(payment().id())).contains(reverseNeeded());
  }

  @Test
  void what_other_stages_said_is_no_decision() throws Exception {
    assertThat(catchUp(failed(payment(), Stage.PAY), reversed(OTHER))).isZero();
    assertThat(decisions.find(payment().id())).isEmpty();
  }

  @Test
  void nobody_was_called_for_a_decision_and_somebody_is_once() throws Exception {
    Failed used = numberUsed(Stage.QUERY);
    AttentionNeeded alarm = QueryDecider.attention(used).orElseThrow();
    assertThat(catchUp(used)).isPositive();
    assertThat(catchUp(used)).isZero();
    assertThat(saidLater()).containsExactly(alarm);
    assertThat(saidLater()).isEmpty();
  }

  @Test
  void an_alarm_that_was_said_is_not_said_again() throws Exception {
    Failed used = numberUsed(Stage.QUERY);
    catchUp(used, QueryDecider.attention(used).orElseThrow());
    assertThat(saidLater()).isEmpty();
  }

  @Test
  void nobody_is_called_for_what_another_stage_decided() throws Exception {
    catchUp(numberUsed(Stage.PAY), reverseNeeded());
    assertThat(saidLater()).isEmpty();
  }

  private static Failed numberUsed(Stage by) {
    return new Failed(payment(), by, FailureReason.ORDER_NUMBER_USED, "", "", T0.plusSeconds(20));
  }

  private List<Fact> saidLater() {
    List<Fact> said = new ArrayList<>();
    clock.advance(Duration.ofMinutes(1));
    new DueWorker(
            "query-alarms",
            alarms,
            new AlarmHandler(),
            said::add,
            Timekeeper.of(clock, _ -> {}),
            DueSettings.defaults(),
            new SimpleMeterRegistry())
        .runOnce();
    return said;
  }

  @Test
  void a_device_that_gave_up_has_given_up() throws Exception {
    assertThat(catchUp(new CancelRequested(payment(), T0))).isEqualTo(1);
    assertThat(cancels.requested(payment().id())).isTrue();
  }
}
