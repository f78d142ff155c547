package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.failed;
import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.paid;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static dev.facepay.wechat.Samples.with;
import static dev.facepay.wechat.Samples.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.PaidDetails;
import dev.facepay.wechat.Micropay.Unknown;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerdictTest {

  private static final Map<String, String> SENT =
      Map.of(
          "appid", "wxd930ea5d5a258f4f",
          "mch_id", "1900000109",
          "out_trade_no", "T-1",
          "total_fee", "1280",
          "fee_type", "CNY");
  private static final Map<String, String> ASKED = without(without(SENT, "total_fee"), "fee_type");

  private static final PaidDetails DETAILS =
      new PaidDetails(
          null,
          1200L,
          80L,
          List.of(),
          "CNY",
          null,
          "CMB_CREDIT",
          PaidDetails.TradeType.MICROPAY,
          null,
          null,
          null,
          null);

  @ParameterizedTest
  @EnumSource(SignType.class)
  void a_whole_signed_answer_about_this_payment_is_paid(SignType type) {
    Reply reply = Reply.read(signed(paid(), merchant(type)), merchant(type));
    assertThat(Micropay.verdict(reply, SENT))
        .isEqualTo(
            new Micropay.Paid(
                "4200001234202611220000000001",
                Instant.parse("2026-11-22T08:00:01Z"),
                1280,
                DETAILS,
                new Micropay.Buyer("oUpF8uMuAJO", null)));
    assertThat(Micropay.verdict(reply, SENT).toString()).doesNotContain("oUpF8uMuAJO");
    assertThat(reply.toString()).doesNotContain("oUpF8uMuAJO");
  }

  @ParameterizedTest
  @CsvSource({
    "mch_id,1900000110",
    "appid,wx0000000000000000",
    "out_trade_no,T-2",
    "total_fee,1281",
    "total_fee,01280",
    "total_fee,''",
    "out_trade_no,''",
    "mch_id,''",
    "fee_type,JPY",
    "sub_mch_id,99",
    "trade_state,REFUND"
  })
  void a_signed_answer_about_something_else_is_a_mismatch(String field, String value) {
    assertThat(pay(signed(with(paid(), field, value)))).isEqualTo(Cause.MISMATCH);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction_id", "time_end", "result_code", "return_code"})
  void a_paid_answer_with_a_hole_is_unreadable(String field) {
    assertThat(pay(signed(without(paid(), field)))).isEqualTo(Cause.UNREADABLE);
  }

  @Test
  void a_forged_answer_is_never_paid() {
    Merchant other =
        new Merchant(
            "1900000109",
            "wxd930ea5d5a258f4f",
            new Secret("x".repeat(32)),
            SignType.MD5,
            null,
            Map.of());
    assertThat(pay(MessageXml.write(paid()))).isEqualTo(Cause.BAD_SIGNATURE);
    assertThat(pay(MessageXml.write(with(paid(), "sign", "")))).isEqualTo(Cause.BAD_SIGNATURE);
    assertThat(pay(signed(paid(), other))).isEqualTo(Cause.BAD_SIGNATURE);
    assertThat(pay(signed(paid(), merchant(SignType.HMAC_SHA256)))).isEqualTo(Cause.BAD_SIGNATURE);
    assertThat(pay(signed(paid()).replace("signed too", "changed"))).isEqualTo(Cause.BAD_SIGNATURE);
    assertThat(pay(signed(paid()).replace("</xml>", "<added>1</added></xml>")))
        .isEqualTo(Cause.BAD_SIGNATURE);
  }

  @Test
  void our_own_request_sent_back_proves_nothing() {
    assertThat(pay(signed(SENT))).isEqualTo(Cause.UNREADABLE);
  }

  @Test
  void a_failed_call_is_no_proof_signed_or_not() {
    Map<String, String> failed =
        Map.of("return_code", "FAIL", "return_msg", "签名错误", "err_code", "NOTENOUGH");
    assertThat(pay(MessageXml.write(failed))).isEqualTo(Cause.CALL_FAILED);
    assertThat(pay(signed(failed))).isEqualTo(Cause.CALL_FAILED);
    assertThat(pay(MessageXml.write(with(failed, "sign", "0")))).isEqualTo(Cause.BAD_SIGNATURE);
  }

  @Test
  void each_definite_failure_is_refused_and_every_other_code_is_unknown() {
    for (GatewayCode code : GatewayCode.values()) {
      Micropay.Outcome outcome =
          Micropay.verdict(Reply.read(signed(failed(code.name())), merchant()), SENT);
      if (code.pay() == GatewayCode.Pay.FAILED) {
        assertThat(outcome).isEqualTo(new Micropay.Refused(code, "because"));
      } else {
        assertThat(outcome).isInstanceOf(Unknown.class);
      }
    }
    assertThat(pay(signed(failed("BRAND_NEW")))).isEqualTo(Cause.UNLISTED_CODE);
    assertThat(pay(signed(without(failed(""), "err_code")))).isEqualTo(Cause.UNLISTED_CODE);
    assertThat(pay(signed(failed("ORDERPAID")))).isEqualTo(Cause.ORDER_NUMBER_USED);
    assertThat(pay(MessageXml.write(failed("NOTENOUGH")))).isEqualTo(Cause.BAD_SIGNATURE);
    assertThat(pay(signed(with(failed("NOTENOUGH"), "out_trade_no", "T-2"))))
        .isEqualTo(Cause.MISMATCH);
    assertThat(pay(signed(with(failed("NOTENOUGH"), "result_code", "fail"))))
        .isEqualTo(Cause.UNREADABLE);
  }

  @Test
  void a_paid_order_is_believed_when_all_of_it_is_there_and_as_expected() {
    Map<String, String> found = with(paid(), "trade_state", "SUCCESS");
    assertThat(query(signed(found)))
        .isEqualTo(
            new OrderQuery.State(
                OrderQuery.TradeState.SUCCESS,
                "4200001234202611220000000001",
                Instant.parse("2026-11-22T08:00:01Z"),
                1280L,
                "",
                DETAILS,
                new Micropay.Buyer("oUpF8uMuAJO", null)));
    assertThat(query(signed(with(found, "total_fee", "1"))))
        .as("proof that it is another system's")
        .isEqualTo(new OrderQuery.OtherOrder(OrderQuery.TradeState.SUCCESS, 1));
    assertThat(query(signed(without(with(found, "total_fee", "1"), "out_trade_no"))))
        .as("it may be about any order")
        .isEqualTo(unclear(Cause.MISMATCH, "total_fee is not what was sent"));
    assertThat(query(MessageXml.write(with(found, "total_fee", "1")))).isInstanceOf(Unclear.class);
    assertThat(query(signed(with(found, "out_trade_no", "T-9"))))
        .isEqualTo(unclear(Cause.MISMATCH, "out_trade_no is not what was sent"));
    for (String needed : new String[] {"total_fee", "out_trade_no", "transaction_id", "time_end"}) {
      assertThat(query(signed(without(found, needed))))
          .isInstanceOfSatisfying(
              Unclear.class, u -> assertThat(u.cause()).isEqualTo(Cause.UNREADABLE));
    }
    assertThat(query(MessageXml.write(found)))
        .isInstanceOfSatisfying(
            Unclear.class, u -> assertThat(u.cause()).isEqualTo(Cause.BAD_SIGNATURE));
  }

  @ParameterizedTest
  @EnumSource(
      value = OrderQuery.TradeState.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "SUCCESS")
  void the_other_states_need_no_amount(OrderQuery.TradeState state) {
    Map<String, String> found = with(success(), "trade_state", state.name());
    assertThat(query(signed(with(found, "trade_state_desc", "说明"))))
        .isEqualTo(new OrderQuery.State(state, null, null, null, "说明"));
  }

  @Test
  void not_found_is_its_own_answer_and_anything_new_is_unclear() {
    assertThat(query(signed(failed("ORDERNOTEXIST")))).isEqualTo(new OrderQuery.NotFound());
    assertThat(query(signed(failed("SYSTEMERROR"))))
        .isEqualTo(new Unclear(Cause.SYSTEM_ERROR, GatewayCode.SYSTEMERROR, "because"));
    assertThat(query(signed(failed("NOTENOUGH"))))
        .isEqualTo(new Unclear(Cause.UNLISTED_CODE, GatewayCode.NOTENOUGH, "because"));
    assertThat(query(signed(with(success(), "trade_state", "ACCEPT"))))
        .isEqualTo(new Unclear(Cause.UNLISTED_CODE, new Code.Other("ACCEPT"), ""));
    assertThat(query(MessageXml.write(failed("ORDERNOTEXIST")))).isInstanceOf(Unclear.class);
  }

  @Test
  void a_reversal_is_confirmed_only_by_a_signed_success_without_recall() {
    assertThat(reverse(with(success(), "recall", "N"))).isEqualTo(new Reverse.Confirmed());
    assertThat(reverse(success())).isEqualTo(new Reverse.Confirmed());
    assertThat(reverse(with(success(), "recall", "Y")))
        .isEqualTo(new Reverse.CallAgain(Code.NONE, ""));
    assertThat(reverse(with(success(), "recall", "?"))).isInstanceOf(Unclear.class);
    assertThat(reverse(paid())).isInstanceOf(Unclear.class);
    assertThat(Reverse.verdict(Reply.read(MessageXml.write(success()), merchant()), ASKED))
        .isInstanceOf(Unclear.class);
  }

  @Test
  void each_code_of_reverse_has_its_way_on() {
    assertThat(reverse(failed("USERPAYING"))).isEqualTo(new Reverse.NotNow());
    assertThat(reverse(failed("REVERSE_EXPIRE"))).isEqualTo(new Reverse.Expired());
    assertThat(reverse(failed("TRADE_ERROR")))
        .isEqualTo(new Reverse.Refused(GatewayCode.TRADE_ERROR, "because"));
    assertThat(reverse(with(failed("USERPAYING"), "recall", "Y"))).isEqualTo(new Reverse.NotNow());
    assertThat(reverse(with(failed("SYSTEMERROR"), "recall", "Y")))
        .isEqualTo(new Reverse.CallAgain(GatewayCode.SYSTEMERROR, "because"));
    assertThat(reverse(with(failed("SYSTEMERROR"), "recall", "N")))
        .isEqualTo(new Unclear(Cause.SYSTEM_ERROR, GatewayCode.SYSTEMERROR, "because"));
    assertThat(reverse(with(failed("NEW"), "recall", "N")))
        .isEqualTo(new Unclear(Cause.UNLISTED_CODE, new Code.Other("NEW"), "because"));
  }

  private static Cause pay(String body) {
    Micropay.Outcome outcome = Micropay.verdict(Reply.read(body, merchant()), SENT);
    assertThat(outcome).isInstanceOf(Unknown.class);
    return ((Unknown) outcome).cause();
  }

  private static OrderQuery.Outcome query(String body) {
    return OrderQuery.verdict(Reply.read(body, merchant()), ASKED, 1280);
  }

  private static Unclear unclear(Cause cause, String text) {
    return new Unclear(cause, Code.NONE, text);
  }

  private static Reverse.Outcome reverse(Map<String, String> answer) {
    return Reverse.verdict(Reply.read(signed(answer), merchant()), ASKED);
  }
}
