package dev.facepay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.payment.Act;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Money;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Handler, jobs and worker on a database, with a clock moved by hand. */
abstract class ReportingStand {

  final TestTime clock = new TestTime();
  final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  final EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
  final Stores stores = new Stores(Database.at(database.uri(), "jobs"));
  final JobSettings settings = JobSettings.defaults();
  final DueRecords jobs = new DueRecords(stores.documents("report_jobs", DueRecords.DUE_AT));
  final ReportEnds ends = new ReportEnds(stores.documents("report_ends"), settings);
  final KnownDevices devices = new KnownDevices();
  final JobHandler handler = new JobHandler(jobs, ends, time);
  final List<Fact> published = new ArrayList<>();
  boolean brokerAway;

  final DueWorker worker =
      new DueWorker(
          "report",
          jobs,
          new Reporter(ends, devices, time, settings),
          this::publish,
          time,
          DueSettings.defaults(),
          new SimpleMeterRegistry());

  void publish(Fact fact) {
    if (brokerAway) {
      throw new FactNotPublished("no broker", new IllegalStateException());
    }
    published.add(fact);
  }

  @AfterEach
  void close() {
    stores.close();
    database.close();
  }

  void run(Duration forHowLong) {
    for (long s = 0; s <= forHowLong.toSeconds(); s++) {
      worker.runOnce();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  List<ReportNeeded> needed() {
    return published.stream()
        .filter(ReportNeeded.class::isInstance)
        .map(ReportNeeded.class::cast)
        .toList();
  }

  ReportTold told(TradeRef trade, int number, ReportOutcome outcome) {
    return new ReportTold(trade, number, outcome, "", "", "2.21", clock.instant());
  }

  ReportActRequested request(TradeRef trade, Act act, int tries) {
    return new ReportActRequested(
        trade, tries, Fixtures.T0, act, "li", "why", "evidence", clock.instant());
  }

  int givenUp(TradeRef trade) throws Exception {
    handler.handle(
        new TradeTold(
            trade, TradeNumbers.NONE, new Money(5), clock.instant(), null, "f", clock.instant()));
    run(Duration.ofSeconds(5));
    clock.advance(settings.giveUpAfter());
    run(Duration.ofSeconds(5));
    assertThat(jobs.count()).isZero();
    assertThat(published.getLast())
        .isInstanceOfSatisfying(
            ReportDelayed.class, it -> assertThat(it.reason()).isEqualTo(ReportDelay.GIVEN_UP));
    return needed().getLast().tryNo();
  }
}
