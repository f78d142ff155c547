package dev.facepay.standalone.journey;

import static dev.facepay.standalone.journey.GatewayControl.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.testkit.Await;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments that end as paid or failed: what the device was told, what the gateway did, the log. */
@Order(1)
@ExtendWith(Stand.Provider.class)
@Tag("real")
class PaymentJourney {

  private final Stand stand;

  PaymentJourney(Stand stand) {
    this.stand = stand;
  }

  @AfterAll
  static void all_evidence_agrees(Stand stand) {
    new Collector(stand).judge();
  }

  @Journey
  void a_payment_is_paid_at_once() {
    Sale sale = stand.sale();
    DeviceAnswer told = sale.pay();

    assertThat(told.status()).isEqualTo(201);
    assertThat(told.state()).isEqualTo("SUCCEEDED");
    assertThat(told.nextAction()).isEqualTo("SHOW_RESULT");
    paid(sale);
    assertThat(sale.ledger().path("query_calls").asInt()).isZero();
    assertThat(sale.story()).containsExactly("requested", "succeeded");
    assertThat(sale.fact("succeeded").text("transaction_id"))
        .isEqualTo(told.body().path("transaction_id").asString())
        .isEqualTo(sale.ledger().path("charges").path(0).path("transaction_id").asString());
  }

  @Journey
  void a_service_providers_shop_is_paid_under_its_own_number() {
    Sale sale = stand.sale("1900000110");
    assertThat(sale.pay().state()).isEqualTo("SUCCEEDED");
    paid(sale);
    assertThat(sale.ledger().path("sub_mch_id").asString()).isEqualTo(sale.subMerchant());
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(
      strings = {
        "PARAM_ERROR",
        "NOAUTH",
        "AUTHCODEEXPIRE",
        "NOTENOUGH",
        "NOTSUPORTCARD",
        "ORDERCLOSED",
        "ORDERREVERSED",
        "AUTH_CODE_ERROR",
        "AUTH_CODE_INVALID",
        "XML_FORMAT_ERROR",
        "REQUIRE_POST_METHOD",
        "SIGNERROR",
        "LACK_PARAMS",
        "NOT_UTF8",
        "BUYER_MISMATCH",
        "APPID_NOT_EXIST",
        "MCHID_NOT_EXIST",
        "APPID_MCHID_NOT_MATCH",
        "INVALID_REQUEST",
        "TRADE_ERROR"
      })
  void a_definite_failure_is_told_at_once(String code) {
    Sale sale = stand.sale().meets("micropay", step("ERROR", "code", code));
    DeviceAnswer told = sale.pay();

    assertThat(told.state()).isEqualTo("FAILED");
    assertThat(told.paid()).isFalse();
    assertThat(told.reason()).isNotEmpty();
    notCharged(sale);
    assertThat(sale.ledger().path("query_calls").asInt()).isZero();
    assertThat(sale.story()).containsExactly("requested", "failed");
    assertThat(sale.fact("failed").text("gateway_code")).isEqualTo(code);
  }

  @Journey
  void a_buyer_who_types_the_password_has_paid() {
    Sale sale = stand.sale().meets("micropay", step("USERPAYING_THEN_PAID", "after_s", 1.5));
    assertThat(sale.pay().status()).isEqualTo(202);

    sale.endsAs("SUCCEEDED");
    paid(sale);
    assertThat(sale.story()).containsExactly("requested", "unknown", "succeeded");
    assertThat(sale.fact("unknown").text("reason")).isEqualTo("user_paying");
  }

  @Journey
  void an_answer_that_is_lost_after_the_charge_ends_as_paid() {
    becomesPaid(stand.sale().meets("micropay", step("ANSWER_LOST")), "no_answer");
  }

  @Journey
  void an_answer_that_comes_too_late_ends_as_paid() {
    becomesPaid(
        stand.sale().meets("micropay", step("ORDINARY", "answer_delay_ms", 8000)), "no_answer");
  }

  @Journey
  void a_system_error_behind_which_money_moved_ends_as_paid() {
    becomesPaid(stand.sale().meets("micropay", step("UNCLEAR_THEN_PAID")), "system_error");
  }

  @Journey
  void a_bank_error_that_turns_into_a_charge_ends_as_paid() {
    becomesPaid(
        stand
            .sale()
            .meets("micropay", step("UNCLEAR_THEN_PAID", "code", "BANKERROR", "after_s", 1.5)),
        "bank_error");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"ORDERPAID", "OUT_TRADE_NO_USED"})
  void a_number_that_is_called_used_is_asked_about_before_it_is_judged(String code) {
    becomesPaid(
        stand.sale().meets("micropay", step("UNCLEAR_THEN_PAID", "code", code)),
        "order_number_used");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"WRONG_AMOUNT", "WRONG_ORDER"})
  void an_answer_about_something_else_is_not_believed(String behaviour) {
    becomesPaid(stand.sale().meets("micropay", step(behaviour)), "mismatch");
  }

  @ParameterizedTest
  @Execution(ExecutionMode.CONCURRENT)
  @ValueSource(strings = {"UNSIGNED", "BAD_SIGN"})
  void an_answer_without_a_right_signature_is_not_believed(String behaviour) {
    becomesPaid(stand.sale().meets("micropay", step(behaviour)), "bad_signature");
  }

  @Journey
  void the_same_request_again_is_the_same_payment() {
    Sale sale = stand.sale();
    DeviceAnswer first = sale.pay();
    DeviceAnswer again = sale.pay();

    assertThat(first.status()).isEqualTo(201);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
    assertThat(again.state()).isEqualTo("SUCCEEDED");
    paid(sale);
  }

  @Journey
  void the_same_request_many_times_at_once_is_one_payment() {
    Sale sale = stand.sale().meets("micropay", step("ORDINARY", "answer_delay_ms", 300));
    try (var devices = Executors.newVirtualThreadPerTaskExecutor()) {
      List<CompletableFuture<DeviceAnswer>> all =
          IntStream.range(0, 8)
              .mapToObj(i -> CompletableFuture.supplyAsync(sale::pay, devices))
              .toList();
      assertThat(all).allSatisfy(one -> assertThat(one.join().state()).isEqualTo("SUCCEEDED"));
    }
    paid(sale);
  }

  @Journey
  void the_same_number_with_another_amount_is_refused_and_asks_nobody() {
    Sale sale = stand.sale();
    sale.pay();
    DeviceAnswer other = sale.payAnother(sale.fen() + 1);

    assertThat(other.status()).isEqualTo(409);
    assertThat(other.code()).isEqualTo("order_number_reused");
    paid(sale);
  }

  @Journey
  void a_second_attempt_waits_for_the_first_to_fail_and_is_paid_then() {
    Sale sale =
        stand.sale().meets("micropay", step("ERROR", "code", "NOTENOUGH", "answer_delay_ms", 800));
    sale.begin();
    sale.nextAttempt();
    DeviceAnswer early = sale.pay();
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.code()).isEqualTo("attempt_open");
    assertThat(sale.ledger().isMissingNode()).isTrue();

    DeviceAnswer late =
        Await.until("the second attempt is taken", sale::pay, DeviceAnswer::isPayment);
    assertThat(late.state()).isEqualTo("SUCCEEDED");
    paid(sale);
    assertThat(sale.orderStory()).containsExactly("requested", "failed", "requested", "succeeded");
  }

  @Journey
  void another_attempt_at_a_paid_order_is_refused() {
    Sale sale = stand.sale();
    sale.pay();
    DeviceAnswer second = sale.nextAttempt().pay();

    assertThat(second.status()).isEqualTo(409);
    assertThat(second.code()).isEqualTo("order_already_paid");
    assertThat(sale.ledger().isMissingNode()).isTrue();
  }

  @Journey
  void a_payment_that_went_through_wins_over_its_cancellation() {
    Sale sale =
        stand
            .sale()
            .meets("micropay", step("ANSWER_LOST"))
            .meets("orderquery", step("ERROR", "code", "SYSTEMERROR", "answer_delay_ms", 2000));
    sale.begin();
    sale.untilWaiting();
    // On a busy machine the money has been found before the cancellation comes.
    assertThat(sale.cancel().state()).isIn("WAITING", "SUCCEEDED");
    sale.endsAs("SUCCEEDED");
    paid(sale);
    assertThat(sale.cancel().state()).isEqualTo("SUCCEEDED");
  }

  /** Paid, though the pay call's answer did not say so. */
  private static void becomesPaid(Sale sale, String reason) {
    sale.begin();
    sale.endsAs("SUCCEEDED");
    paid(sale);
    assertThat(sale.ledger().path("query_calls").asInt()).isPositive();
    assertThat(sale.ledger().path("reverse_calls").asInt()).isZero();
    assertThat(sale.fact("unknown").text("reason")).isEqualTo(reason);
    sale.fact("succeeded");
    assertThat(sale.story()).containsExactly("requested", "unknown", "succeeded");
  }

  private static void paid(Sale sale) {
    assertThat(sale.ledger().path("pay_calls").asInt()).isEqualTo(1);
    assertThat(sale.ledger().path("held_fen").asLong()).isEqualTo(sale.fen());
    sale.fact("succeeded");
  }

  private static void notCharged(Sale sale) {
    assertThat(sale.ledger().path("pay_calls").asInt()).isEqualTo(1);
    assertThat(sale.ledger().path("charges")).isEmpty();
    sale.fact("failed");
  }
}
