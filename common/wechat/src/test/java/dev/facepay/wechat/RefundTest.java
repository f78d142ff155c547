package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.failed;
import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static dev.facepay.wechat.Samples.with;
import static dev.facepay.wechat.Samples.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import dev.facepay.payment.StoreId;
import dev.facepay.wechat.Refund.Amounts;
import dev.facepay.wechat.RefundQuery.Status;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefundTest {

  private static final RefundRef REFUND =
      new RefundRef(
          new PaymentId(new MerchantId("1900000109"), new OutTradeNo("T-1")),
          new OrderNo("T-1"),
          1,
          null,
          new StoreId("S017"),
          new RefundNo("R1"),
          new Money(500),
          Instant.EPOCH);

  private static Map<String, String> sent(String why) {
    Message message =
        Refund.fields(new Refund.Request(REFUND, new Money(1280), why, false), merchant());
    assertThat(message).isInstanceOf(Message.Ready.class);
    return ((Message.Ready) message).fields();
  }

  private static Refund.Outcome of(Map<String, String> answer) {
    return Refund.verdict(Reply.read(signed(answer), merchant()), sent("少了一件"));
  }

  private static Map<String, String> accepted() {
    Map<String, String> fields = success();
    fields.put("out_trade_no", "T-1");
    fields.put("out_refund_no", "T-1@R1");
    fields.put("refund_id", "50300009002026112200000041771");
    fields.put("refund_fee", "500");
    fields.put("total_fee", "1280");
    fields.put("cash_fee", "1280");
    return fields;
  }

  @Test
  void the_whole_orders_amount_and_a_reason_that_fits_are_sent() {
    assertThat(sent("x".repeat(80)))
        .containsEntry("out_trade_no", "T-1")
        .containsEntry("out_refund_no", "T-1@R1")
        .containsEntry("total_fee", "1280")
        .containsEntry("refund_fee", "500")
        .containsEntry("refund_fee_type", "CNY")
        .doesNotContainKeys("op_user_id", "detail", "refund_account");
    assertThat(sent("茶".repeat(80))).containsEntry("refund_desc", "茶".repeat(26));
  }

  @Test
  void of_the_old_fund_flow_the_balance_is_asked_when_unsettled_money_is_short() {
    Merchant old =
        new Merchant(
            "1900000109", merchant().appId(), Samples.KEY, SignType.MD5, null, Map.of(), true);
    Map<String, String> first = account(old, false);
    Map<String, String> second = account(old, true);
    assertThat(first).containsEntry("refund_account", "REFUND_SOURCE_UNSETTLED_FUNDS");
    assertThat(second).containsEntry("refund_account", "REFUND_SOURCE_RECHARGE_FUNDS");
    assertThat(account(merchant(), true)).doesNotContainKey("refund_account");

    Reply answer = Reply.read(signed(failed("NOTENOUGH")), merchant());
    assertThat(Refund.verdict(answer, first)).isEqualTo(new Refund.OtherAccount("because"));
    Refund.NotNow notNow = new Refund.NotNow(GatewayCode.NOTENOUGH, "because");
    assertThat(Refund.verdict(answer, second)).isEqualTo(notNow);
    assertThat(Refund.verdict(answer, account(merchant(), false))).isEqualTo(notNow);
  }

  private static Map<String, String> account(Merchant merchant, boolean fromBalance) {
    Refund.Request request = new Refund.Request(REFUND, new Money(1280), "why", fromBalance);
    return ((Message.Ready) Refund.fields(request, merchant)).fields();
  }

  @Test
  void a_whole_signed_answer_about_this_refund_is_accepted() {
    assertThat(of(accepted()))
        .isEqualTo(new Refund.Accepted("50300009002026112200000041771", Amounts.UNSAID));
    assertThat(
            of(
                with(
                    with(with(accepted(), "cash_refund_fee", "400"), "coupon_refund_fee", "100"),
                    "settlement_refund_fee",
                    "450")))
        .isEqualTo(
            new Refund.Accepted("50300009002026112200000041771", new Amounts(450L, 400L, 100L)));
  }

  @ParameterizedTest
  @CsvSource({
    "out_refund_no,T-1@R2",
    "refund_fee,600",
    "refund_fee,''",
    "total_fee,1",
    "out_trade_no,T-2",
    "appid,wx0"
  })
  void the_values_of_another_refund_prove_nothing(String field, String value) {
    assertThat(of(with(accepted(), field, value)))
        .isInstanceOfSatisfying(
            Unclear.class, it -> assertThat(it.cause()).isEqualTo(Cause.MISMATCH));
  }

  @Test
  void an_unsigned_or_holed_answer_proves_nothing() {
    assertThat(of(without(accepted(), "refund_id"))).isInstanceOf(Unclear.class);
    Reply unsigned = Reply.read(MessageXml.write(accepted()), merchant());
    assertThat(Refund.verdict(unsigned, sent("x"))).isInstanceOf(Unclear.class);
    Map<String, String> call = Map.of("return_code", "FAIL", "return_msg", "invalid refund_fee");
    assertThat(Refund.verdict(Reply.read(MessageXml.write(call), merchant()), sent("x")))
        .isInstanceOf(Unclear.class);
  }

  @ParameterizedTest
  @EnumSource
  void every_code_has_its_course(GatewayCode code) {
    Refund.Outcome outcome = of(failed(code.name()));
    switch (code.refund()) {
      case UNKNOWN ->
          assertThat(outcome).isEqualTo(new Unclear(Cause.SYSTEM_ERROR, code, "because"));
      case UNLISTED ->
          assertThat(outcome).isEqualTo(new Unclear(Cause.UNLISTED_CODE, code, "because"));
      case NOT_NOW -> assertThat(outcome).isEqualTo(new Refund.NotNow(code, "because"));
      case SETUP -> assertThat(outcome).isEqualTo(new Refund.Setup(code, "because"));
      case TOO_OLD, ACCOUNT_CLOSED, NOT_PAID, NUMBER_USED, INVALID_REQUEST, REFUSED ->
          assertThat(outcome)
              .isEqualTo(
                  new Refund.Failed(code, Refund.Why.valueOf(code.refund().name()), "because"));
    }
  }

  @Test
  void what_was_never_sent_waits_or_calls_a_person() {
    assertThat(Refund.verdict(new Reply.NotSent(Code.Obstacle.NO_CONNECTION, "down"), sent("x")))
        .isInstanceOf(Unclear.class);
    assertThat(Refund.verdict(new Reply.NotSent(Code.Obstacle.NO_CERTIFICATE, "none"), sent("x")))
        .isEqualTo(new Refund.Setup(Code.Obstacle.NO_CERTIFICATE, "none"));
  }

  private static Map<String, String> found(String status) {
    Map<String, String> fields = success();
    fields.put("out_trade_no", "T-1");
    fields.put("refund_count", "1");
    fields.put("refund_fee", "9999");
    fields.put("cash_refund_fee", "9999");
    fields.put("out_refund_no_0", "T-1@R1");
    fields.put("refund_id_0", "503");
    fields.put("refund_fee_0", "500");
    fields.put("refund_status_0", status);
    return fields;
  }

  private static RefundQuery.OneOutcome query(Map<String, String> answer) {
    Message asked = RefundQuery.fields(null, REFUND.outRefundNo(), merchant());
    return RefundQuery.verdict(
        Reply.read(signed(answer), merchant()), ((Message.Ready) asked).fields());
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS,SUCCESS",
    "PROCESSING,PROCESSING",
    "CHANGE,CHANGE",
    "REFUNDCLOSE,REFUNDCLOSE",
    "FAIL,REFUNDCLOSE",
    "OF_TOMORROW,OTHER"
  })
  void every_state_of_a_refund_is_told(String wire, Status status) {
    assertThat(query(found(wire)))
        .isEqualTo(new RefundQuery.One(status, "503", 500, Amounts.UNSAID, "", null));
  }

  @Test
  void where_and_when_it_arrived_is_told_with_its_own_amounts() {
    Map<String, String> all = with(found("SUCCESS"), "coupon_refund_fee_0", "100");
    all = with(with(all, "settlement_refund_fee_0", "450"), "refund_recv_accout_0", "支付用户零钱");
    assertThat(query(with(all, "refund_success_time_0", "2026-11-22 17:11:00")))
        .isEqualTo(
            new RefundQuery.One(
                Status.SUCCESS,
                "503",
                500,
                new Amounts(450L, 400L, 100L),
                "支付用户零钱",
                Instant.parse("2026-11-22T09:11:00Z")));
  }

  @Test
  void no_such_refund_is_an_answer_and_anything_else_is_none() {
    assertThat(query(failed("REFUNDNOTEXIST"))).isEqualTo(new RefundQuery.None());
    assertThat(query(failed("ORDERNOTEXIST"))).isEqualTo(new RefundQuery.None());
    for (String code : new String[] {"SYSTEMERROR", "FREQUENCY_LIMITED", "PARAM_ERROR", "NEW"}) {
      assertThat(query(failed(code))).as(code).isInstanceOf(Unclear.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"out_refund_no_0", "refund_id_0", "refund_fee_0", "refund_status_0"})
  void a_hole_says_nothing(String field) {
    assertThat(query(without(found("SUCCESS"), field))).isInstanceOf(Unclear.class);
  }
}
