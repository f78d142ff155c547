package dev.facepay.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other systems' orders and refunds by hand, as a client meets them. */
@Tag("real")
class HandOverHttpTest {
  private final RunningSimulator simulator = RunningSimulator.get();
  private final String number = simulator.newNumber();

  private String ledger() throws Exception {
    return simulator.control("GET", "/_sim/ledger/1900000109/" + number, "").body();
  }

  private int hand(String what, String more) throws Exception {
    String body = "{\"mch_id\":\"1900000109\",\"out_trade_no\":\"%s\",%s}".formatted(number, more);
    return simulator.control("POST", "/_sim/" + what, body).statusCode();
  }

  private Map<String, String> refunds() throws Exception {
    return simulator.fields(simulator.call("/pay/refundquery", simulator.question(number)));
  }

  @Test
  void a_number_can_be_another_systems_order() throws Exception {
    assertThat(hand("others-orders", "\"total_fee\":990,\"paid_ago_s\":86400")).isEqualTo(204);

    assertThat(simulator.pay(number, 1280)).containsEntry("err_code", "OUT_TRADE_NO_USED");
    assertThat(simulator.query(number))
        .containsEntry("trade_state", "SUCCESS")
        .containsEntry("total_fee", "990");
    assertThat(ledger()).contains("\"others\":true").contains("\"held_fen\":990");
    assertThat(hand("others-orders", "\"total_fee\":990")).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({"951,952", "952,952"})
  void an_amount_can_meet_another_systems_order(long fen, long told) throws Exception {
    assertThat(simulator.pay(number, fen)).containsEntry("err_code", "OUT_TRADE_NO_USED");
    assertThat(simulator.query(number))
        .containsEntry("trade_state", "SUCCESS")
        .containsEntry("total_fee", Long.toString(told));
    assertThat(ledger()).contains("\"others\":true");
  }

  @Test
  void a_part_can_be_refunded_by_hand_and_then_the_rest() throws Exception {
    simulator.pay(number, 100);
    assertThat(refunds()).containsEntry("err_code", "REFUNDNOTEXIST");

    assertThat(hand("refunds", "\"refund_fee\":30")).isEqualTo(204);

    assertThat(simulator.query(number)).containsEntry("trade_state", "REFUND");
    assertThat(refunds())
        .containsEntry("total_fee", "100")
        .containsEntry("refund_count", "1")
        .containsEntry("refund_fee_0", "30")
        .containsEntry("refund_status_0", "SUCCESS");
    assertThat(simulator.reverse(number)).containsEntry("err_code", "TRADE_ERROR");
    assertThat(hand("refunds", "\"refund_fee\":71")).isEqualTo(422);
    assertThat(hand("refunds", "\"refund_fee\":70")).isEqualTo(204);
    assertThat(refunds()).containsEntry("refund_count", "2").containsEntry("refund_fee_1", "70");
    assertThat(ledger()).contains("\"held_fen\":0").contains("\"state\":\"REFUNDED\"");
  }

  @ParameterizedTest
  @CsvSource({"953,953", "954,477"})
  void an_amount_can_be_refunded_at_once(long fen, long refunded) throws Exception {
    assertThatThrownBy(() -> simulator.pay(number, fen)).isInstanceOf(IOException.class);

    assertThat(simulator.query(number)).containsEntry("trade_state", "REFUND");
    assertThat(refunds()).containsEntry("refund_fee_0", Long.toString(refunded));
    assertThat(ledger()).contains("\"held_fen\":" + (fen - refunded));
  }

  @Test
  void a_query_can_lie_about_the_amount() throws Exception {
    simulator.pay(number, 100);
    simulator.control(
        "POST",
        "/_sim/scripts",
        "{\"match\":{\"out_trade_no\":\"%s\",\"api\":\"orderquery\"},\"steps\":[{\"behaviour\":\"WRONG_AMOUNT\"}],\"then\":\"ORDINARY\"}"
            .formatted(number));

    assertThat(simulator.query(number)).containsEntry("total_fee", "101").containsKey("sign");
    assertThat(simulator.query(number)).containsEntry("total_fee", "100");
  }
}
