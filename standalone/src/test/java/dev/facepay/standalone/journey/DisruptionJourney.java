package dev.facepay.standalone.journey;

import static dev.facepay.standalone.journey.GatewayControl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.start.Service;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Payments while something breaks; one after the other, since each disruption hits everything.
 *
 * <p>Reversals wait for 15 s by rule: those payments begin first and are looked at last, and go
 * through all that happens between.
 */
@Order(3)
@ExtendWith(Stand.Provider.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("real")
class DisruptionJourney {

  private static final int LAST = Order.DEFAULT + 1;

  private final Stand stand;
  private Sale chased;
  private Sale orphaned;

  DisruptionJourney(Stand stand) {
    this.stand = stand;
  }

  @BeforeAll
  void what_takes_long_begins_first() {
    chased =
        notConfirmed()
            .meets(
                "reverse",
                step("ERROR", "code", "USERPAYING"),
                step("RECALL"),
                step("ERROR", "code", "SYSTEMERROR", "for_s", 3600));
    orphaned = notConfirmed();
    chased.begin();
    orphaned.begin();
    chased.until("REVERSING");
    orphaned.until("REVERSING");
  }

  @AfterAll
  void all_evidence_agrees() {
    new Collector(stand).judge();
  }

  @Test
  void a_device_that_waits_gets_its_answer_through_a_restart_of_the_edge() {
    Sale sale = paidSoon();
    sale.begin();
    sale.untilWaiting();
    CompletableFuture<DeviceAnswer> waiting =
        CompletableFuture.supplyAsync(() -> sale.endsAs("SUCCEEDED"), Thread::startVirtualThread);
    stand.system().restart(Service.EDGE);
    assertThat(waiting.join().paid()).isTrue();
    paidOnce(sale);
  }

  @Test
  void the_query_stage_goes_on_where_it_was_stopped() {
    Sale before = paidSoon();
    Sale meanwhile = stand.sale().meets("micropay", step("ANSWER_LOST"));
    before.begin();
    before.untilWaiting();
    stand.system().stop(Service.QUERY);
    meanwhile.begin();
    assertThat(meanwhile.untilWaiting().isFinal()).isFalse();
    stand.system().start(Service.QUERY);
    before.endsAs("SUCCEEDED");
    meanwhile.endsAs("SUCCEEDED");
    paidOnce(before);
    paidOnce(meanwhile);
  }

  @Test
  void a_restart_of_the_reverse_stage_forgets_nobody() {
    stand.system().restart(Service.REVERSE);
    assertThat(stand.system().running(Service.REVERSE)).isTrue();
    // What becomes of it is looked at when 15 s have passed: see below.
    assertThat(orphaned.until("not paid", DeviceAnswer::known).paid()).isFalse();
  }

  @Test
  void a_restart_of_the_broker_delays_and_loses_nothing() {
    Sale open = paidSoon();
    open.begin();
    open.untilWaiting();
    stand.system().restart(Service.BROKER);
    Sale after = stand.sale();
    after.pay();
    after.endsAs("SUCCEEDED");
    open.endsAs("SUCCEEDED");
    paidOnce(open);
    paidOnce(after);
  }

  @Test
  void a_restart_of_the_database_delays_and_loses_nothing() {
    Sale open = paidSoon();
    open.begin();
    open.untilWaiting();
    stand.system().restart(Service.DATABASE);
    open.endsAs("SUCCEEDED");
    paidOnce(open);
  }

  @Test
  void one_domain_down_the_other_takes_over() {
    stand.gateway().domain("a", "DOWN");
    try {
      Sale sale = stand.sale();
      sale.pay();
      sale.endsAs("SUCCEEDED");
      paidOnce(sale);
      assertThat(sale.journal("REQUEST", "micropay"))
          .allSatisfy(call -> assertThat(call.path("door").asString()).isEqualTo("b"));
    } finally {
      stand.gateway().domain("a", "UP");
    }
  }

  @Test
  void both_domains_down_nothing_is_charged_and_the_device_is_told_at_once() {
    stand.gateway().domain("a", "DOWN");
    stand.gateway().domain("b", "DOWN");
    try {
      Sale sale = stand.sale();
      sale.pay();
      assertThat(sale.endsAs("FAILED").reason()).isEqualTo("not_sent");
      assertThat(sale.ledger().isMissingNode()).isTrue();
      assertThat(sale.story()).containsExactly("requested", "failed");
    } finally {
      stand.gateway().domain("a", "UP");
      stand.gateway().domain("b", "UP");
    }
  }

  @Test
  @Tag("all")
  void a_killed_pay_stage_is_no_second_charge() throws IOException {
    Sale sale = stand.sale().meets("micropay", step("ORDINARY", "answer_delay_ms", 2500));
    try (PayProcess other = PayProcess.start(stand)) {
      // A request that nobody has taken up in time is not asked for at all.
      new Groups(stand, List.of("facepay.pay")).awaitMembers(2);
      stand.system().stop(Service.PAY);
      sale.begin();
      sale.ledger("the pay call", order -> order.path("pay_calls").asInt() == 1);
      other.kill();
    }
    assertThat(sale.until("it is known", told -> true).isFinal()).isFalse();
    stand.system().start(Service.PAY);

    sale.endsAs("SUCCEEDED");
    assertThat(sale.fact("unknown").text("reason")).isEqualTo("interrupted");
    paidOnce(sale);
  }

  @Test
  @Order(LAST)
  void a_reversal_that_is_refused_recalled_and_fails_for_an_hour_is_done_in_the_end() {
    chased.ledger("errors", order -> order.path("reverse_calls").asInt() >= 4);
    stand.gateway().advanceClock(Duration.ofHours(1));
    chased.endsAs("REVERSED");

    List<String> answers =
        chased.journal("ANSWER", "reverse").stream().map(DisruptionJourney::outcome).toList();
    assertThat(answers.subList(0, 2)).containsExactly("USERPAYING", "SYSTEMERROR recall");
    assertThat(answers.subList(2, answers.size() - 1)).isNotEmpty().containsOnly("SYSTEMERROR");
    assertThat(answers.getLast()).isEqualTo("SUCCESS");
    reversed(chased);
  }

  @Test
  @Order(LAST)
  void a_reversal_through_restarts_of_everything_is_done_in_the_end() {
    orphaned.endsAs("REVERSED");
    reversed(orphaned);
  }

  /** Charged, and nobody is told so until the deadline is over. */
  private Sale notConfirmed() {
    return stand
        .sale()
        .meets("micropay", step("ANSWER_LOST"))
        .meets("orderquery", step("ERROR", "code", "SYSTEMERROR", "for_s", 10));
  }

  private Sale paidSoon() {
    return stand.sale().meets("micropay", step("USERPAYING_THEN_PAID", "after_s", 2));
  }

  private static String outcome(JsonNode answer) {
    return answer.path("err_code").asString(answer.path("result_code").asString(""))
        + (answer.path("recall").asString("").equals("Y") ? " recall" : "");
  }

  private static void paidOnce(Sale sale) {
    assertThat(sale.ledger().path("pay_calls").asInt()).isEqualTo(1);
    assertThat(sale.ledger().path("held_fen").asLong()).isEqualTo(sale.fen());
    sale.fact("succeeded");
  }

  private static void reversed(Sale sale) {
    assertThat(sale.ledger().path("pay_calls").asInt()).isEqualTo(1);
    assertThat(sale.ledger().path("held_fen").asLong()).isZero();
    assertThat(sale.ledger().path("state").asString()).isEqualTo("REVERSED");
    assertThat(sale.fact("reversed").text("how")).isEqualTo("confirmed");
    assertThat(sale.story()).containsExactly("requested", "unknown", "reverse-needed", "reversed");
  }
}
