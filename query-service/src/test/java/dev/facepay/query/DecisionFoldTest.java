package dev.facepay.query;

import static dev.facepay.testkit.Fixtures.T0;
import static dev.facepay.testkit.Fixtures.failed;
import static dev.facepay.testkit.Fixtures.paid;
import static dev.facepay.testkit.Fixtures.payment;
import static dev.facepay.testkit.Fixtures.reverseNeeded;
import static dev.facepay.testkit.Fixtures.reversed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentFact.CancelRequested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.Stage;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.MemoryDocuments;
import org.junit.jupiter.api.Test;

/** The query stage's documents are older than what it has said. */
class DecisionFoldTest {

  private static final PaymentRef OTHER = payment("B1", 1);

  private final Decisions decisions = new Decisions(new MemoryDocuments());
  private final Cancels cancels = new Cancels(new MemoryDocuments());

  private int catchUp(Fact... log) throws InterruptedException {
    int written = 0;
    for (LogFold fold : new DecisionFold(decisions, cancels).folds()) {
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
  void a_device_that_gave_up_has_given_up() throws Exception {
    assertThat(catchUp(new CancelRequested(payment(), T0))).isEqualTo(1);
    assertThat(cancels.requested(payment().id())).isTrue();
  }
}
