package dev.facepay.console.report;

import static dev.facepay.testkit.Fixtures.byCode;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.console.payment.TimelineEntry;
import dev.facepay.console.report.Coverage.Row;
import dev.facepay.console.totals.Totals;
import dev.facepay.embedded.EmbeddedDatabase;
import dev.facepay.payment.Act;
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
import dev.facepay.payment.Sealed;
import dev.facepay.payment.Stage;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import dev.facepay.testkit.Fixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is folded of trades, and the coverage that follows, on a database. */
@Tag("real")
class TradeStoreTest {

  private static final Instant T0 = Fixtures.T0;
  private static final Duration LATE = Duration.ofHours(1);

  private final EmbeddedDatabase database = EmbeddedDatabase.startInMemory();
  private final Stores stores = new Stores(Database.at(database.uri(), "trades"));
  private final PaymentStore histories = PaymentStore.in(stores);
  private final TradeStore trades = TradeStore.in(stores);
  private final AlarmStore alarms = AlarmStore.in(stores, "");
  private final Coverage coverage = new Coverage(trades, new Totals(histories), LATE);

  @AfterEach
  void close() {
    stores.close();
    database.close();
  }

  private static TradeRef trade(String order) {
    return TradeRef.of(byCode(order));
  }

  private static ReportTold confirmed(String order, int number, Instant at) {
    return new ReportTold(trade(order), number, ReportOutcome.CONFIRMED, "", "", "2.21", at);
  }

  private static ReportActRequested act(String order, Act act, Instant at) {
    return new ReportActRequested(trade(order), 1, T0, act, "li", "scrapped", "ticket 7", at);
  }

  private static List<Fact> history() {
    Instant at = T0.plusSeconds(5);
    return List.of(
        // Confirmed at the second try.
        Fixtures.paid(byCode("A"), Stage.PAY),
        new ReportNeeded(trade("A"), 1, ReportMethod.PAYCODE, new Sealed("x"), at),
        new ReportTold(trade("A"), 1, ReportOutcome.FAILED, "271378620", "init", null, at),
        new ReportDelayed(trade("A"), 1, ReportDelay.SDK_NOT_INITIALISED, false, at),
        new ReportNeeded(trade("A"), 2, ReportMethod.PAYCODE, new Sealed("x"), at.plusSeconds(60)),
        confirmed("A", 2, at.plusSeconds(61)),
        // Confirmed late.
        Fixtures.paid(byCode("B"), Stage.QUERY),
        new ReportNeeded(trade("B"), 1, ReportMethod.ORDER, null, at),
        confirmed("B", 1, at.plus(LATE)),
        // Told by its device, not answered yet.
        new TradeTold(
            trade("C"), new TradeNumbers("S17-42", "42000C"), new Money(7), T0, null, "f", at),
        new ReportNeeded(trade("C"), 1, ReportMethod.ORDER, null, at),
        // Refused so far, and somebody must look.
        Fixtures.paid(byCode("D"), Stage.PAY),
        new ReportNeeded(trade("D"), 1, ReportMethod.ORDER, null, at),
        new ReportTold(trade("D"), 1, ReportOutcome.FAILED, "PARAM_ERROR", "no", "2.2", at),
        new ReportDelayed(trade("D"), 1, ReportDelay.SDK_FAILED, true, at.plusSeconds(9)),
        // Its money went back before it was reported.
        new TradeTold(trade("E"), TradeNumbers.NONE, new Money(7), T0, null, "f", at),
        Fixtures.reversed(byCode("E")),
        // And after it.
        Fixtures.paid(byCode("F"), Stage.PAY),
        confirmed("F", 1, at),
        Fixtures.reversed(byCode("F")),
        // Given up, tried again by a person, and then ended by one.
        new TradeTold(trade("I"), TradeNumbers.NONE, new Money(7), T0, null, "f", at),
        new ReportNeeded(trade("I"), 1, ReportMethod.ORDER, null, at),
        new ReportDelayed(trade("I"), 1, ReportDelay.GIVEN_UP, true, at.plusSeconds(9)),
        act("I", Act.RETRY, at.plusSeconds(10)),
        new ReportNeeded(trade("I"), 2, ReportMethod.ORDER, null, at.plusSeconds(11)),
        act("I", Act.RESOLVE, at.plusSeconds(30)),
        // Ended by a person, confirmed late by its device.
        new TradeTold(trade("K"), TradeNumbers.NONE, new Money(7), T0, null, "f", at),
        new ReportNeeded(trade("K"), 1, ReportMethod.ORDER, null, at),
        act("K", Act.RESOLVE, at.plusSeconds(30)),
        confirmed("K", 1, at.plusSeconds(40)));
  }

  @Test
  void neither_order_nor_repeats_can_be_seen_in_the_documents() {
    trades.fold(history());
    List<Document> first = all();
    assertThat(first).hasSize(8);
    for (int seed = 0; seed < 30; seed++) {
      trades.documents().clear();
      List<Fact> twice = new ArrayList<>(history());
      twice.addAll(history());
      Collections.shuffle(twice, new Random(seed));
      int cut = new Random(seed).nextInt(twice.size());
      trades.fold(twice.subList(0, cut));
      trades.fold(twice.subList(cut, twice.size()));
      assertThat(all()).as("seed " + seed).isEqualTo(first);
    }
    assertThat(trades.fold(history())).as("nothing to change").isZero();
  }

  private List<Document> all() {
    return trades.documents().find(new Document(), new Document("_id", 1), 100);
  }

  @Test
  void coverage_counts_what_is_due_and_what_became_of_it() {
    PaymentRef face = Fixtures.payment("G", 1);
    histories.fold(List.of(Fixtures.requested(face), Fixtures.paid(face, Stage.PAY)));
    trades.fold(history());
    List<Row> soon = coverage.rows(TotalsFilter.ALL, T0.plusSeconds(120));
    assertThat(soon)
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.place())
                  .isEqualTo(new Coverage.DeviceDay("1900000109", "S017", "D03", "2026-11-22"));
              assertThat(row.trades()).as("with the face payment").isEqualTo(9);
              assertThat(row.due()).as("all but the one that went back first").isEqualTo(7);
              assertThat(row.reported()).isEqualTo(5);
              assertThat(row.confirmed()).as("also late, after its end").isEqualTo(4);
              assertThat(row.resolved()).as("a person's word is none of these").isEqualTo(1);
              assertThat(row.failed()).isEqualTo(1);
              assertThat(row.late()).isEqualTo(1);
              assertThat(row.duplicates()).isZero();
              assertThat(row.ratio()).contains(4.0 / 7);
            });
    assertThat(coverage.rows(TotalsFilter.ALL, T0.plus(LATE).plusSeconds(5)).getFirst().late())
        .as("two more are overdue, and what a person ended is not")
        .isEqualTo(3);
    assertThat(coverage.oldestOpen()).contains(T0);
  }

  @Test
  void what_a_person_ended_leaves_the_list_and_says_who_and_why() {
    trades.fold(history());
    TradeView ended = new Timelines(trades, alarms).ofTrades(trades.search("I")).getFirst();
    assertThat(ended.state()).isEqualTo("resolved");
    assertThat(ended.attentionSince()).isNull();
    assertThat(ended.attention()).isFalse();
    assertThat(ended.acts()).extracting(TradeView.Done::act).containsExactly("retry", "resolve");
    assertThat(ended.timeline())
        .extracting(TimelineEntry::type)
        .containsExactly(
            "report.due",
            "report.needed",
            "report.act-requested",
            "report.needed",
            "report.act-requested");
    assertThat(ended.timeline().getLast().details())
        .containsEntry("who", "li")
        .containsEntry("why", "scrapped")
        .containsEntry("evidence", "ticket 7");
    assertThat(trades.page("1900000109:K").orElseThrow().state()).isEqualTo("confirmed");
  }

  @Test
  void what_was_given_up_is_on_the_list_until_a_person_has_it_tried_again() {
    Instant at = T0.plusSeconds(5);
    List<Fact> facts =
        List.of(
            new TradeTold(trade("L"), TradeNumbers.NONE, new Money(7), T0, null, "f", at),
            new ReportNeeded(trade("L"), 1, ReportMethod.ORDER, null, at),
            new ReportDelayed(trade("L"), 1, ReportDelay.GIVEN_UP, true, at.plusSeconds(9)),
            act("L", Act.RETRY, at.plusSeconds(10)));
    trades.fold(facts);
    assertThat(trades.page("1900000109:L").orElseThrow().reason()).isEqualTo("given_up");
    trades.fold(
        List.of(new ReportNeeded(trade("L"), 2, ReportMethod.ORDER, null, at.plusSeconds(11))));
    TradeView asked = trades.page("1900000109:L").orElseThrow();
    assertThat(asked.reason()).isNull();
    assertThat(asked.state()).isEqualTo("asked");
    assertThat(asked.attentionSince()).isNull();
  }

  @Test
  void two_confirmed_tries_are_one_duplicate() {
    trades.fold(
        List.of(
            Fixtures.paid(byCode("H"), Stage.PAY),
            confirmed("H", 1, T0.plusSeconds(9)),
            confirmed("H", 1, T0.plusSeconds(10)),
            confirmed("H", 2, T0.plusSeconds(70))));
    assertThat(Coverage.total(coverage.rows(TotalsFilter.ALL, T0)).duplicates()).isEqualTo(1);
  }

  @Test
  void a_trade_paid_elsewhere_is_found_by_each_of_its_numbers() {
    trades.fold(history());
    for (String number : List.of("C", "S17-42", "42000C", "1900000109:C", "1900000109:S17-42")) {
      assertThat(trades.search(number))
          .as(number)
          .extracting(TradeView::id)
          .containsExactly("1900000109:C");
    }
    assertThat(trades.search("1900000110:S17-42")).as("another merchant's").isEmpty();
    assertThat(trades.search("S17")).as("no part of a number").isEmpty();
    TradeView told = new Timelines(trades, alarms).ofTrades(trades.search("S17-42")).getFirst();
    assertThat(told.orderNo()).isEqualTo("S17-42");
    assertThat(told.transactionId()).isEqualTo("42000C");
    assertThat(told.timeline())
        .extracting(TimelineEntry::type)
        .containsExactly("report.due", "report.needed");
  }

  @Test
  void a_person_finds_those_that_need_a_look_and_every_try() {
    trades.fold(history());
    assertThat(trades.list(new TradeFilter(null, null, null, null, true, false, 10, null)).trades())
        .singleElement()
        .satisfies(
            page -> {
              assertThat(page.outTradeNo()).isEqualTo("D");
              assertThat(page.reason()).isEqualTo("sdk_failed");
              assertThat(page.tries().getFirst().errCode()).isEqualTo("PARAM_ERROR");
            });
    assertThat(trades.page("1900000109:F").orElseThrow().reversedAfterReport()).isTrue();
    assertThat(trades.page("1900000109:A").orElseThrow().tries()).hasSize(2);
    assertThat(trades.page("1900000109:A").orElseThrow().reason()).isNull();
  }
}
