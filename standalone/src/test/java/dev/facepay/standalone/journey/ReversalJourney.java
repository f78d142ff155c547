package dev.facepay.standalone.journey;

import static dev.facepay.standalone.journey.GatewayControl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Payments whose device is told "not paid" and whose money must not stay. */
@Order(2)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class ReversalJourney {

  private final Stand stand;

  ReversalJourney(Stand stand) {
    this.stand = stand;
  }

  @AfterAll
  static void all_evidence_agrees(Stand stand) {
    new Collector(stand).judge();
  }

  @Journey
  void a_password_that_is_never_typed_is_not_paid_and_closed_no_sooner_than_allowed() {
    Sale sale = stand.sale().meets("micropay", step("USERPAYING_NEVER"));
    sale.pay();
    sale.until("to ask for the password", it -> it.nextAction().equals("ASK_PASSWORD"));

    DeviceAnswer notPaid = sale.until("not paid", DeviceAnswer::known);
    assertThat(notPaid.state()).isEqualTo("REVERSING");
    assertThat(notPaid.paid()).isFalse();
    assertThat(notPaid.nextAction()).isEqualTo("WAIT_REVERSAL");
    assertThat(sale.ledger().path("reverse_calls").asInt()).isZero();

    sale.endsAs("REVERSED");
    assertThat(sale.journal("REQUEST", "reverse")).isNotEmpty();
    assertThat(firstReversalAfter(sale)).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    nothingStays(sale, "confirmed");
  }

  @Journey
  void a_charge_that_nobody_can_confirm_in_time_goes_back() {
    Sale sale =
        stand
            .sale()
            .meets("micropay", step("ANSWER_LOST"))
            .meets("orderquery", step("ERROR", "code", "SYSTEMERROR", "for_s", 10));
    sale.begin();
    sale.until("REVERSING");
    assertThat(sale.ledger().path("held_fen").asLong()).isEqualTo(sale.fen());

    sale.endsAs("REVERSED");
    assertThat(firstReversalAfter(sale)).isGreaterThanOrEqualTo(Duration.ofSeconds(15));
    assertThat(sale.ledger().path("state").asString()).isEqualTo("REVERSED");
    nothingStays(sale, "confirmed");
  }

  @Journey
  void a_charge_that_lands_after_the_device_was_told_not_paid_goes_back() {
    Sale sale = stand.sale().meets("micropay", step("LATE_CHARGE", "after_s", 8));
    sale.begin();
    assertThat(sale.until("not paid", DeviceAnswer::known).state()).isEqualTo("REVERSING");
    assertThat(sale.ledger().path("charges")).isEmpty();
    sale.endsAs("REVERSED");
    assertThat(sale.ledger().path("charges")).hasSize(1);
    nothingStays(sale, "confirmed");
  }

  @Journey
  void a_buyer_who_is_refused_after_the_password_is_not_paid() {
    Sale sale = stand.sale().meets("micropay", step("USERPAYING_THEN_REFUSED", "after_s", 1));
    sale.pay();
    DeviceAnswer notPaid = sale.until("not paid", DeviceAnswer::known);
    assertThat(notPaid.reason()).isEqualTo("pay_error");
    assertThat(sale.endsAs("REVERSED").paid()).isFalse();
    nothingStays(sale, "confirmed");
  }

  @Journey
  void a_request_that_never_arrived_is_settled_as_never_reached() {
    neverReached(stand.sale().meets("micropay", step("REQUEST_LOST")), "no_answer");
  }

  @Journey
  void a_forged_success_is_never_told() {
    Sale sale = stand.sale().meets("micropay", step("FORGED_SUCCESS"));
    neverReached(sale, "bad_signature");
    assertThat(stand.till().told())
        .filteredOn(told -> told.paymentId().equals(sale.paymentId()))
        .noneMatch(told -> told.state().equals("SUCCEEDED"));
  }

  @Journey
  void a_page_instead_of_an_answer_proves_nothing() {
    neverReached(stand.sale().meets("micropay", step("HTML")), "unreadable");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(ints = {429, 500, 502})
  void an_http_error_proves_nothing(int status) {
    neverReached(
        stand.sale().meets("micropay", step("HTTP_STATUS", "status", status)), "http_error");
  }

  @Journey
  void a_code_that_nobody_knows_proves_nothing() {
    neverReached(
        stand.sale().meets("micropay", step("ERROR", "code", "BRAND_NEW_ERROR")), "unlisted_code");
  }

  @Journey
  void a_device_that_gives_up_before_it_is_paid_ends_as_reversed() {
    Sale sale = stand.sale().meets("micropay", step("USERPAYING_NEVER"));
    sale.pay();
    sale.cancel();
    DeviceAnswer notPaid = sale.until("not paid", DeviceAnswer::known);
    assertThat(notPaid.state()).isEqualTo("REVERSING");
    assertThat(notPaid.reason()).isEqualTo("cancelled");
    sale.endsAs("REVERSED");
    nothingStays(sale, "confirmed");
  }

  @Journey
  void after_a_reversal_the_next_attempt_is_paid() {
    Sale sale = stand.sale().meets("micropay", step("USERPAYING_THEN_REFUSED", "after_s", 0.5));
    sale.begin();
    sale.until("REVERSING");
    DeviceAnswer early = sale.nextAttempt().pay();
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("attempt_open");

    DeviceAnswer late =
        Await.until("the second attempt is taken", sale::pay, DeviceAnswer::isPayment);
    assertThat(late.state()).isEqualTo("SUCCEEDED");
    assertThat(sale.ledger().path("held_fen").asLong()).isEqualTo(sale.fen());
  }

  /** Not paid, never charged, and no reversal of what the gateway never heard of. */
  private static void neverReached(Sale sale, String reason) {
    sale.begin();
    DeviceAnswer notPaid = sale.until("not paid", DeviceAnswer::known);
    assertThat(notPaid.state()).isEqualTo("REVERSING");
    DeviceAnswer end = sale.endsAs("REVERSED");
    assertThat(end.reason()).isEqualTo("never_reached");
    assertThat(sale.fact("unknown").text("reason")).isEqualTo(reason);
    assertThat(sale.ledger().path("charges")).isEmpty();
    assertThat(sale.ledger().path("reverse_calls").asInt()).isZero();
    nothingStays(sale, "never_reached");
  }

  private static void nothingStays(Sale sale, String how) {
    assertThat(sale.ledger().path("held_fen").asLong()).isZero();
    assertThat(sale.ledger().path("pay_calls").asInt()).isEqualTo(1);
    assertThat(sale.fact("reversed").text("how")).isEqualTo(how);
    assertThat(sale.story()).containsExactly("requested", "unknown", "reverse-needed", "reversed");
  }

  private static Duration firstReversalAfter(Sale sale) {
    return Duration.between(first(sale, "micropay"), first(sale, "reverse"));
  }

  private static Instant first(Sale sale, String api) {
    List<JsonNode> calls = sale.journal("REQUEST", api);
    return PaymentTrail.real(calls.getFirst());
  }
}
