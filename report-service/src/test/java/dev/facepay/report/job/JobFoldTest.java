package dev.facepay.report.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Channel;
import dev.facepay.payment.Fact;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Stage;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueSettings;
import dev.facepay.runtime.due.DueWorker;
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
  private final Ends ends = new Ends(new MemoryDocuments(), settings);
  private final PaymentRef payment = byCode();
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

  private static PaymentRef byCode() {
    PaymentRef face = Fixtures.payment();
    return new PaymentRef(
        face.id(),
        face.orderNo(),
        1,
        null,
        face.store(),
        face.device(),
        face.amount(),
        Channel.CODE,
        face.requestedAt(),
        face.fingerprint());
  }

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
}
