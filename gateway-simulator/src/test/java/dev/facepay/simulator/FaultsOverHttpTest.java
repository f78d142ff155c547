package dev.facepay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every fault as a client meets it. */
@Tag("real")
class FaultsOverHttpTest {
  private final RunningSimulator simulator = RunningSimulator.get();
  private final String number = simulator.newNumber();

  @AfterEach
  void healed() throws Exception {
    assertThat(simulator.control("POST", "/_sim/reset", "{}").statusCode()).isEqualTo(204);
    simulator.control("POST", "/_sim/clock", "{\"offset_s\":0}");
  }

  private void script(String api, String steps) throws Exception {
    String body =
        "{\"match\":{\"out_trade_no\":\"%s\",\"api\":\"%s\"},\"steps\":[%s],\"then\":\"ORDINARY\"}"
            .formatted(number, api, steps);
    HttpResponse<String> added = simulator.control("POST", "/_sim/scripts", body);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
  }

  private String ledger() throws Exception {
    return simulator.control("GET", "/_sim/ledger/1900000109/" + number, "").body();
  }

  @Test
  void an_ordinary_answer_is_paid_signed_and_timed() throws Exception {
    HttpResponse<String> answer = simulator.call("/pay/micropay", simulator.payment(number, 100));

    assertThat(simulator.fields(answer)).containsEntry("result_code", "SUCCESS");
    assertThat(answer.headers().firstValueAsLong("X-Sim-Service-Micros").orElse(0)).isPositive();
    assertThat(ledger()).contains("\"state\":\"PAID\"").contains("\"held_fen\":100");
  }

  @Test
  void an_answer_can_be_lost_after_the_charge() throws Exception {
    assertThatThrownBy(() -> simulator.pay(number, 921)).isInstanceOf(IOException.class);
    assertThat(ledger()).contains("PAID").contains("\"pay_calls\":1");
  }

  @Test
  void a_request_can_be_lost_before_anything_is_done() throws Exception {
    assertThatThrownBy(() -> simulator.pay(number, 922)).isInstanceOf(IOException.class);
    assertThat(ledger()).contains("\"state\":\"NONE\"").contains("\"pay_calls\":1");
    assertThat(simulator.query(number)).containsEntry("err_code", "ORDERNOTEXIST");
  }

  @Test
  void a_charge_can_land_after_it_was_not_found() throws Exception {
    assertThatThrownBy(() -> simulator.pay(number, 926)).isInstanceOf(IOException.class);
    assertThat(simulator.query(number)).containsEntry("err_code", "ORDERNOTEXIST");
    assertThat(simulator.reverse(number)).containsEntry("err_code", "INVALID_TRANSACTIONID");

    simulator.control("POST", "/_sim/clock", "{\"advance_s\":10}");

    assertThat(simulator.query(number)).containsEntry("trade_state", "SUCCESS");
    assertThat(simulator.reverse(number)).containsEntry("result_code", "SUCCESS");
  }

  @ParameterizedTest
  @CsvSource({"931,500", "932,502", "933,429", "934,200"})
  void a_page_is_answered_and_nothing_is_done(long fen, int status) throws Exception {
    HttpResponse<String> answer = simulator.call("/pay/micropay", simulator.payment(number, fen));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(ledger()).contains("\"state\":\"NONE\"");
  }

  @Test
  void an_answer_can_tell_another_amount_or_order() throws Exception {
    assertThat(simulator.pay(number, 941)).containsEntry("total_fee", "942").containsKey("sign");
    assertThat(simulator.pay(simulator.newNumber(), 942).get("out_trade_no")).startsWith("X");
  }

  @Test
  void an_answer_can_be_unsigned_or_forged() throws Exception {
    assertThat(simulator.pay(number, 943)).doesNotContainKey("sign");
    assertThat(ledger()).contains("PAID");
    String other = simulator.newNumber();
    assertThat(simulator.pay(other, 945))
        .containsEntry("result_code", "SUCCESS")
        .doesNotContainKey("sign");
    assertThat(simulator.query(other)).containsEntry("err_code", "ORDERNOTEXIST");
  }

  @Test
  void a_password_is_awaited_on_the_gateways_clock() throws Exception {
    assertThat(simulator.pay(number, 914)).containsEntry("err_code", "USERPAYING");
    assertThat(simulator.query(number)).containsEntry("trade_state", "USERPAYING");
    assertThat(simulator.reverse(number)).containsEntry("err_code", "USERPAYING");
    simulator.control("POST", "/_sim/clock", "{\"advance_s\":20}");
    assertThat(simulator.query(number)).containsEntry("trade_state", "SUCCESS");
  }

  @Test
  void an_unpaid_order_is_given_up_after_45_seconds_and_never_paid() throws Exception {
    assertThat(simulator.pay(number, 913)).containsEntry("err_code", "USERPAYING");
    simulator.control("POST", "/_sim/clock", "{\"advance_s\":45}");
    assertThat(simulator.query(number)).containsEntry("trade_state", "REVOKED");
    assertThat(simulator.pay(number, 913)).containsEntry("err_code", "ORDERREVERSED");
  }

  @Test
  void a_reversal_can_be_recalled_and_refused_for_an_hour() throws Exception {
    script(
        "reverse",
        "{\"behaviour\":\"RECALL\",\"times\":2},"
            + "{\"behaviour\":\"ERROR\",\"code\":\"SYSTEMERROR\",\"for_s\":3600}");
    simulator.pay(number, 100);

    assertThat(simulator.reverse(number)).containsEntry("recall", "Y");
    assertThat(simulator.reverse(number)).containsEntry("recall", "Y");
    assertThat(simulator.reverse(number)).containsEntry("err_code", "SYSTEMERROR");
    simulator.control("POST", "/_sim/clock", "{\"advance_s\":3600}");
    assertThat(simulator.reverse(number)).containsEntry("result_code", "SUCCESS");
    assertThat(simulator.reverse(number)).containsEntry("result_code", "SUCCESS");
  }

  @Test
  void a_call_by_wechats_number_is_one_about_that_order() throws Exception {
    script("reverse", "{\"behaviour\":\"RECALL\"}");
    Map<String, String> call = simulator.question(number);
    call.put("transaction_id", simulator.pay(number, 100).getOrDefault("transaction_id", ""));
    call.remove("out_trade_no");

    assertThat(simulator.fields(simulator.call("/secapi/pay/reverse", call)))
        .containsEntry("recall", "Y");
    assertThat(Files.readAllLines(simulator.directory.resolve("journal.jsonl")))
        .anyMatch(line -> line.contains("\"api\":\"reverse\"") && line.contains(number));
  }

  @Test
  void an_answer_can_be_held_back() throws Exception {
    script("micropay", "{\"behaviour\":\"ORDINARY\",\"answer_delay_ms\":120}");
    long start = System.nanoTime();
    assertThat(simulator.pay(number, 100)).containsEntry("result_code", "SUCCESS");
    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(120);
  }

  @Test
  void the_sandbox_header_and_path_are_understood() throws Exception {
    HttpResponse<String> answer =
        simulator.call(
            "/xdc/apiv2sandbox/pay/micropay",
            simulator.payment(number, 100),
            "Wechatpay-Negative-Test",
            "MICROPAY_USERPAYING");
    assertThat(simulator.fields(answer)).containsEntry("err_code", "USERPAYING");
  }

  @Test
  void without_deduplication_a_second_call_charges_again() throws Exception {
    simulator.control("POST", "/_sim/mode", "{\"deduplicate\":false}");
    Map<String, String> payment = simulator.payment(number, 100);
    simulator.call("/pay/micropay", payment);
    simulator.call("/pay/micropay", payment);
    assertThat(ledger()).contains("\"held_fen\":200").contains("\"pay_calls\":2");
  }

  @Test
  void global_faults_hit_what_nobody_scripted() throws Exception {
    simulator.control(
        "POST",
        "/_sim/faults",
        "{\"chances\":[{\"probability\":1,\"step\":{\"behaviour\":\"UNSIGNED\"}}],"
            + "\"latency\":{\"median_ms\":50},\"apis\":[\"micropay\"]}");
    long start = System.nanoTime();
    assertThat(simulator.pay(number, 100)).doesNotContainKey("sign");
    assertThat((System.nanoTime() - start) / 1_000_000).isGreaterThanOrEqualTo(50);
    assertThat(simulator.query(number)).containsKey("sign");
  }

  @Test
  void a_domain_that_is_down_refuses_and_comes_back_on_its_port() throws Exception {
    simulator.pay(number, 100);
    simulator.control("POST", "/_sim/domains/a", "{\"state\":\"DOWN\"}");
    assertThatThrownBy(() -> simulator.query(number)).isInstanceOf(ConnectException.class);
    simulator.control("POST", "/_sim/domains/a", "{\"state\":\"RESET\"}");
    assertThatThrownBy(() -> simulator.query(number)).isInstanceOf(IOException.class);
    simulator.control("POST", "/_sim/domains/a", "{\"state\":\"UP\"}");
    assertThat(simulator.query(number)).containsEntry("trade_state", "SUCCESS");
  }

  @Test
  void an_expired_certificate_is_refused_in_html() throws Exception {
    simulator.pay(number, 100);
    simulator.control("POST", "/_sim/merchants/1900000109/certificate", "{\"expired\":true}");
    HttpResponse<String> answer = simulator.call("/secapi/pay/reverse", simulator.question(number));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(ledger()).contains("\"held_fen\":100");
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "", "<!DOCTYPE x [<!ENTITY a 'b'>]><xml><a>&a;</a></xml>"})
  void what_is_not_a_message_is_told_so(String body) throws Exception {
    HttpResponse<String> answer =
        simulator.send(simulator.ports.baseUrlA() + "/pay/micropay", "POST", body);
    assertThat(simulator.fields(answer))
        .containsEntry("return_code", "FAIL")
        .containsEntry("err_code", "XML_FORMAT_ERROR");
  }

  @Test
  void get_other_paths_and_huge_bodies_are_refused() throws Exception {
    String base = simulator.ports.baseUrlA();
    assertThat(simulator.send(base + "/pay/micropay", "GET", "").body())
        .contains("REQUIRE_POST_METHOD");
    assertThat(simulator.send(base + "/pay/unifiedorder", "POST", "").statusCode()).isEqualTo(404);
    assertThat(simulator.send(base + "/_sim/info", "GET", "").statusCode()).isEqualTo(404);
    assertThat(simulator.send(base + "/pay/micropay", "POST", "x".repeat(70_000)).statusCode())
        .isEqualTo(413);
  }

  @Test
  void neither_codes_nor_keys_are_in_the_journal() throws Exception {
    Map<String, String> payment = simulator.payment(number, 100);
    simulator.call("/pay/micropay", payment);
    String journal = Files.readString(simulator.directory.resolve("journal.jsonl"));
    assertThat(journal)
        .contains(number)
        .doesNotContain(payment.get("auth_code"))
        .doesNotContain(simulator.apiKey("1900000109"));
  }
}
