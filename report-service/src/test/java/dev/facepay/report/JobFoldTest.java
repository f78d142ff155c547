package dev.facepay.report;

import static dev.facepay.testkit.Fixtures.byCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Act;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Stage;
import dev.facepay.payment.TradeRef;
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

/** The jobs are older than what was said of reports. */
class JobFoldTest {

  private final TestTime clock = new TestTime();
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  private final JobSettings settings = JobSettings.defaults();
  private final DueRecords jobs = new DueRecords(new MemoryDocuments());
  private final ReportEnds ends = new ReportEnds(new MemoryDocuments(), settings);
  private final PaymentRef payment = byCode("R1");
  private final TradeRef trade = TradeRef.of(payment);
  private final List<Fact> published = new ArrayList<>();
  private final DueWorker worker =
      new DueWorker(
          "report",
          jobs,
          new Reporter(ends, new KnownDevices(), time, settings),
          published::add,
          time,
          DueSettings.defaults(),
          new SimpleMeterRegistry());

  private int catchUp(Fact... log) throws InterruptedException {
    int written = 0;
    for (LogFold fold : new JobFold(jobs, ends, time).folds()) {
      for (Fact fact : log) {
        if (fact.type().topic() == fold.topic()) {
          written += fold.taker().take(fact, fact.occurredAt()) ? 1 : 0;
        }
      }
    }
    return written;
  }

  private void runForAnHour() {
    for (int minute = 0; minute < 60; minute++) {
      clock.advance(Duration.ofMinutes(1));
      worker.runOnce();
    }
  }

  private ReportNeeded asked() {
    return new ReportNeeded(trade, 1, ReportMethod.ORDER, null, clock.instant());
  }

  private ReportTold confirmed() {
    return new ReportTold(trade, 1, ReportOutcome.CONFIRMED, "", "", "2.21", clock.instant());
  }

  @Test
  void what_is_reported_is_not_reported_again() throws Exception {
    Fact[] log = {
      Fixtures.requested(payment), Fixtures.paid(payment, Stage.PAY), asked(), confirmed()
    };
    assertThat(catchUp(log)).isEqualTo(1);
    runForAnHour();
    assertThat(published).isEmpty();
    assertThat(catchUp(log)).isZero();
  }

  @Test
  void what_is_not_reported_goes_on_behind_the_tries_that_were_made() throws Exception {
    Fact[] log = {Fixtures.requested(payment), Fixtures.paid(payment, Stage.PAY), asked()};
    assertThat(catchUp(log)).isEqualTo(3);
    assertThat(catchUp(log)).isZero();
    runForAnHour();
    assertThat(published)
        .filteredOn(ReportNeeded.class::isInstance)
        .extracting(it -> ((ReportNeeded) it).tryNo())
        .startsWith(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void what_was_given_up_and_wanted_again_by_a_person_goes_on() throws Exception {
    Fact request = Fixtures.requested(payment);
    Fact paid = Fixtures.paid(payment, Stage.PAY);
    Fact firstTry = asked();
    clock.advance(Duration.ofDays(1));
    Fact givenUp = givenUp();
    clock.advance(Duration.ofDays(1));
    ReportActRequested retry = retry();
    Fact[] log = {request, paid, firstTry, givenUp, retry};

    catchUp(request, paid, firstTry, givenUp);
    assertThat(ends.has(trade.id())).as("given up in the copy").isTrue();
    assertThat(catchUp(log)).isPositive();
    assertThat(ends.has(trade.id())).isFalse();
    TradeJob job = JobDocument.read(jobs.find(trade.id().toString()).orElseThrow().body());
    assertThat(job.requestedAt()).isEqualTo(retry.occurredAt());
    assertThat(job.tries()).isEqualTo(1);
    assertThat(catchUp(log)).as("a database that needs nothing gets nothing").isZero();
  }

  @Test
  void what_was_given_up_once_more_after_a_persons_wish_has_ended() throws Exception {
    Fact request = Fixtures.requested(payment);
    Fact first = givenUp();
    clock.advance(Duration.ofDays(1));
    Fact retry = retry();
    clock.advance(Duration.ofDays(1));
    Fact[] log = {request, first, retry, givenUp()};

    catchUp(request, first);
    assertThat(catchUp(log)).isPositive();
    assertThat(ends.has(trade.id())).isTrue();
    assertThat(catchUp(log)).isZero();
  }

  private ReportDelayed givenUp() {
    return new ReportDelayed(trade, 1, ReportDelay.GIVEN_UP, true, clock.instant());
  }

  private ReportActRequested retry() {
    return new ReportActRequested(
        trade, 1, clock.instant(), Act.RETRY, "li", "why", "", clock.instant());
  }
}
