package dev.facepay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.payment.Act;
import dev.facepay.payment.Channel;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.ReportFact.ReportActRequested;
import dev.facepay.payment.ReportFact.ReportDelayed;
import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportFact.TradeTold;
import dev.facepay.payment.ReportMethod;
import dev.facepay.payment.ReportOutcome;
import dev.facepay.payment.Stage;
import dev.facepay.payment.StoreName;
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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Handler, jobs and worker on a database, with a clock moved by hand. */
@Tag("real")
class ReportingTest {

  private final TestTime clock = new TestTime();
  private final Timekeeper time =
      Timekeeper.of(clock, due -> clock.advance(Duration.between(clock.instant(), due)));
  private final EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
  private final Stores stores = new Stores(Database.at(database.uri(), "jobs"));
  private final JobSettings settings = JobSettings.defaults();
  private final DueRecords jobs =
      new DueRecords(stores.documents("report_jobs", DueRecords.DUE_AT));
  private final ReportEnds ends = new ReportEnds(stores.documents("report_ends"), settings);
  private final KnownDevices devices = new KnownDevices();
  private final JobHandler handler = new JobHandler(jobs, ends, time);
  private final List<Fact> published = new ArrayList<>();
  private boolean brokerAway;

  private final DueWorker worker =
      new DueWorker(
          "report",
          jobs,
          new Reporter(ends, devices, time, settings),
          this::publish,
          time,
          DueSettings.defaults(),
          new SimpleMeterRegistry());

  private void publish(Fact fact) {
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

  private static PaymentRef byCode(String order) {
    PaymentRef face = Fixtures.payment(order, 1);
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

  private void run(Duration forHowLong) {
    for (long s = 0; s <= forHowLong.toSeconds(); s++) {
      worker.runOnce();
      clock.advance(Duration.ofSeconds(1));
    }
  }

  private List<ReportNeeded> needed() {
    return published.stream()
        .filter(ReportNeeded.class::isInstance)
        .map(ReportNeeded.class::cast)
        .toList();
  }

  private ReportTold told(TradeRef trade, int number, ReportOutcome outcome) {
    return new ReportTold(trade, number, outcome, "", "", "2.21", clock.instant());
  }

  @Test
  void a_code_payment_is_reported_by_its_code_once_it_succeeded_and_never_again() throws Exception {
    PaymentRef payment = byCode("C1");
    TradeRef trade = TradeRef.of(payment);
    handler.handle(Fixtures.requested(payment));
    run(Duration.ofSeconds(30));
    assertThat(published).isEmpty();

    handler.handle(Fixtures.paid(payment, Stage.QUERY));
    run(Duration.ofSeconds(5));
    assertThat(needed())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.method()).isEqualTo(ReportMethod.PAYCODE);
              assertThat(one.key()).isEqualTo("1900000109:D03");
            });

    handler.handle(told(trade, 1, ReportOutcome.CONFIRMED));
    run(Duration.ofSeconds(5));
    assertThat(jobs.count()).isZero();
    for (Fact again :
        List.of(
            Fixtures.requested(payment),
            Fixtures.paid(payment, Stage.QUERY),
            told(trade, 1, ReportOutcome.CONFIRMED),
            told(trade, 1, ReportOutcome.FAILED))) {
      handler.handle(again);
    }
    run(Duration.ofHours(1));
    assertThat(needed()).hasSize(1);
    assertThat(jobs.count()).isZero();
  }

  @Test
  void face_payments_and_those_that_failed_or_are_open_or_went_back_are_never_reported()
      throws Exception {
    PaymentRef face = Fixtures.payment("F1", 1);
    handler.handle(Fixtures.requested(face));
    handler.handle(Fixtures.paid(face, Stage.PAY));
    handler.handle(Fixtures.requested(byCode("C2")));
    handler.handle(Fixtures.requested(byCode("C3")));
    handler.handle(Fixtures.failed(byCode("C3"), Stage.PAY));
    handler.handle(Fixtures.requested(byCode("C4")));
    handler.handle(Fixtures.reversed(byCode("C4")));
    run(Duration.ofHours(2));
    assertThat(published).isEmpty();
    assertThat(jobs.count()).isZero();
  }

  @Test
  void a_trade_that_the_device_tells_of_is_reported_by_its_number() throws Exception {
    TradeRef trade = TradeRef.of(byCode("T1"));
    handler.handle(
        new TradeTold(
            trade, TradeNumbers.NONE, new Money(5), clock.instant(), null, "f", clock.instant()));
    run(Duration.ofSeconds(5));
    assertThat(needed()).extracting(ReportNeeded::method).containsExactly(ReportMethod.ORDER);
  }

  @Test
  void an_old_sdk_that_says_so_gets_the_call_that_it_has() throws Exception {
    PaymentRef payment = byCode("C5");
    handler.handle(Fixtures.requested(payment));
    handler.handle(Fixtures.paid(payment, Stage.PAY));
    run(Duration.ofSeconds(5));
    DeviceRef device =
        new DeviceRef(
            payment.device(),
            payment.store(),
            new StoreName("shop"),
            payment.id().merchant(),
            null);
    devices.accept(new DeviceSeen(device, "2.4", null, clock.instant()));
    run(Duration.ofSeconds(65));
    assertThat(needed())
        .extracting(ReportNeeded::method)
        .containsExactly(ReportMethod.PAYCODE, ReportMethod.ORDER);
  }

  @Test
  void a_confirmation_that_comes_before_its_trade_is_read_still_counts() throws Exception {
    PaymentRef payment = byCode("C6");
    handler.handle(told(TradeRef.of(payment), 1, ReportOutcome.CONFIRMED));
    handler.handle(Fixtures.paid(payment, Stage.PAY));
    handler.handle(Fixtures.requested(payment));
    run(Duration.ofHours(1));
    assertThat(published).isEmpty();
  }

  @Test
  void what_the_broker_did_not_take_is_published_when_it_is_back_and_not_decided_again()
      throws Exception {
    PaymentRef payment = byCode("C7");
    handler.handle(Fixtures.requested(payment));
    handler.handle(Fixtures.paid(payment, Stage.PAY));
    brokerAway = true;
    run(Duration.ofSeconds(10));
    brokerAway = false;
    run(Duration.ofSeconds(10));
    assertThat(needed()).extracting(ReportNeeded::tryNo).containsExactly(1);
  }

  private ReportActRequested request(TradeRef trade, Act act, int tries) {
    return new ReportActRequested(
        trade, tries, Fixtures.T0, act, "li", "why", "evidence", clock.instant());
  }

  private int givenUp(TradeRef trade) throws Exception {
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

  @Test
  void what_was_given_up_is_asked_for_again_when_a_person_wants_it_and_once_for_one_wish()
      throws Exception {
    TradeRef trade = TradeRef.of(byCode("G1"));
    int tries = givenUp(trade);
    ReportActRequested request = request(trade, Act.RETRY, tries);
    handler.handle(request);
    run(Duration.ofSeconds(5));
    assertThat(needed().getLast().tryNo()).isEqualTo(tries + 1);
    handler.handle(request);
    run(Duration.ofSeconds(5));
    assertThat(needed().getLast().tryNo()).as("read again").isEqualTo(tries + 1);

    handler.handle(told(trade, tries + 1, ReportOutcome.CONFIRMED));
    run(Duration.ofSeconds(5));
    int asked = needed().size();
    handler.handle(request);
    handler.handle(request(trade, Act.RETRY, tries + 1));
    handler.handle(request(trade, Act.RESOLVE, tries + 1));
    run(Duration.ofHours(2));
    assertThat(needed()).as("never two reports once one is confirmed").hasSize(asked);
    assertThat(jobs.count()).isZero();
  }

  @Test
  void an_old_wish_does_not_take_back_that_it_was_given_up_again() throws Exception {
    TradeRef trade = TradeRef.of(byCode("G2"));
    int tries = givenUp(trade);
    ReportActRequested request = request(trade, Act.RETRY, tries);
    handler.handle(request);
    run(Duration.ofSeconds(5));
    clock.advance(settings.giveUpAfter());
    run(Duration.ofSeconds(5));
    assertThat(jobs.count()).isZero();
    int asked = needed().size();
    handler.handle(request);
    run(Duration.ofSeconds(5));
    assertThat(needed()).as("offsets at 0").hasSize(asked);
  }

  @Test
  void a_confirmation_that_comes_after_it_was_given_up_stands_against_a_wish() throws Exception {
    TradeRef trade = TradeRef.of(byCode("G3"));
    int tries = givenUp(trade);
    int asked = needed().size();
    handler.handle(told(trade, tries, ReportOutcome.CONFIRMED));
    assertThat(ends.confirmed(trade.id())).isTrue();
    handler.handle(request(trade, Act.RETRY, tries));
    run(Duration.ofHours(1));
    assertThat(needed()).hasSize(asked);
  }

  @Test
  void what_a_person_ended_is_asked_for_no_more_and_a_late_confirmation_is_kept() throws Exception {
    TradeRef trade = TradeRef.of(byCode("G4"));
    TradeTold told =
        new TradeTold(
            trade, TradeNumbers.NONE, new Money(5), clock.instant(), null, "f", clock.instant());
    handler.handle(told);
    run(Duration.ofSeconds(5));
    handler.handle(request(trade, Act.RESOLVE, 1));
    run(Duration.ofSeconds(5));
    assertThat(jobs.count()).isZero();
    handler.handle(told);
    handler.handle(request(trade, Act.RETRY, 1));
    handler.handle(told(trade, 1, ReportOutcome.FAILED));
    run(Duration.ofHours(2));
    assertThat(needed()).hasSize(1);
    assertThat(ends.confirmed(trade.id())).isFalse();
    handler.handle(told(trade, 1, ReportOutcome.CONFIRMED));
    assertThat(ends.confirmed(trade.id())).isTrue();
  }

  @Test
  void a_wish_for_an_open_report_has_its_device_asked_at_once() throws Exception {
    PaymentRef payment = byCode("G5");
    TradeRef trade = TradeRef.of(payment);
    handler.handle(Fixtures.requested(payment));
    handler.handle(Fixtures.paid(payment, Stage.PAY));
    run(Duration.ofSeconds(5));
    for (int number = 1; number <= 6; number++) {
      handler.handle(told(trade, number, ReportOutcome.FAILED));
      run(settings.pause(number));
    }
    int tries = needed().size();
    handler.handle(told(trade, tries, ReportOutcome.FAILED));
    run(Duration.ofSeconds(5));
    assertThat(needed()).hasSize(tries);
    handler.handle(request(trade, Act.RETRY, tries));
    run(Duration.ofSeconds(2));
    assertThat(needed()).hasSize(tries + 1);
    assertThat(needed().getLast().method()).isEqualTo(ReportMethod.PAYCODE);
  }

  @Test
  void any_order_and_any_number_of_repeats_ask_each_device_once() throws Exception {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      PaymentRef payment = byCode("R" + i);
      facts.add(Fixtures.requested(payment));
      facts.add(Fixtures.paid(payment, Stage.PAY));
    }
    List<Fact> twice = new ArrayList<>(facts);
    twice.addAll(facts);
    Collections.shuffle(twice, new Random(3));
    for (Fact fact : twice) {
      handler.handle(fact);
      worker.runOnce();
    }
    run(Duration.ofSeconds(5));
    assertThat(needed()).hasSize(40).extracting(ReportNeeded::subject).doesNotHaveDuplicates();
    for (ReportNeeded one : needed()) {
      handler.handle(told(one.trade(), 1, ReportOutcome.CONFIRMED));
    }
    run(Duration.ofSeconds(5));
    for (Fact fact : twice) {
      handler.handle(fact);
      worker.runOnce();
    }
    run(Duration.ofHours(1));
    assertThat(needed()).hasSize(40);
    assertThat(jobs.count()).isZero();
  }
}
