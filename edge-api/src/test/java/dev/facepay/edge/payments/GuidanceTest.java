package dev.facepay.edge.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.AttentionReason;
import dev.facepay.payment.FailureReason;
import dev.facepay.payment.RejectReason;
import dev.facepay.payment.ReverseReason;
import dev.facepay.payment.ReversedHow;
import dev.facepay.payment.UnknownReason;
import dev.facepay.payment.WireName;
import dev.facepay.testkit.Fixtures;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the device does next: one table over everything that a payment can stand at. */
class GuidanceTest {

  private static Guidance guidance(PaymentStatus status, boolean attention, boolean overdue) {
    PaymentSnapshot snapshot =
        new PaymentSnapshot(
            Fixtures.payment(),
            status,
            2,
            Fixtures.T0,
            attention ? Set.of(AttentionReason.REVERSE_SLOW) : Set.of(),
            false);
    return Guidance.of(snapshot, overdue);
  }

  private static Guidance.NextAction action(PaymentStatus status) {
    return guidance(status, false, false).nextAction();
  }

  private static <E extends Enum<E> & WireName> Map<String, Guidance.NextAction> table(
      E[] reasons, Function<E, PaymentStatus> status) {
    Map<String, Guidance.NextAction> table = new TreeMap<>();
    Arrays.stream(reasons).forEach(r -> table.put(r.wire(), action(status.apply(r))));
    return table;
  }

  @Test
  void a_failed_payment_is_shown_by_its_reason() {
    assertThat(table(FailureReason.values(), PaymentStatus.NotPaid::new))
        .containsOnly(
            Map.entry("not_sent", Guidance.NextAction.SHOW_RESULT),
            Map.entry("too_late", Guidance.NextAction.SHOW_RESULT),
            Map.entry("order_number_used", Guidance.NextAction.CALL_STAFF),
            Map.entry("invalid_request", Guidance.NextAction.CALL_STAFF),
            Map.entry("merchant_setup", Guidance.NextAction.CALL_STAFF),
            Map.entry("code_expired", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("code_invalid", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("not_wechat_code", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("not_enough", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("card_not_supported", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("buyer_mismatch", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("order_closed", Guidance.NextAction.SHOW_RESULT),
            Map.entry("order_reversed", Guidance.NextAction.SHOW_RESULT),
            Map.entry("trade_refused", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("risk", Guidance.NextAction.ASK_OTHER_METHOD),
            Map.entry("closed_at_gateway", Guidance.NextAction.SHOW_RESULT),
            Map.entry("revoked_at_gateway", Guidance.NextAction.SHOW_RESULT),
            Map.entry("refunded_at_gateway", Guidance.NextAction.SHOW_RESULT));
  }

  @Test
  void only_a_password_is_the_buyer_s_to_give() {
    Map<String, Guidance.NextAction> table =
        table(UnknownReason.values(), PaymentStatus.Waiting::new);

    assertThat(table).containsEntry("user_paying", Guidance.NextAction.ASK_PASSWORD);
    table.remove("user_paying");
    assertThat(table.values()).containsOnly(Guidance.NextAction.WAIT);
    assertThat(table).hasSize(UnknownReason.values().length - 1);
  }

  @Test
  void the_rest_of_the_table() {
    assertThat(action(new PaymentStatus.Processing(Fixtures.T0)))
        .isEqualTo(Guidance.NextAction.WAIT);
    assertThat(action(new PaymentStatus.Paid("42"))).isEqualTo(Guidance.NextAction.SHOW_RESULT);
    assertThat(table(ReverseReason.values(), PaymentStatus.Reversing::new).values())
        .containsOnly(Guidance.NextAction.WAIT_REVERSAL);
    assertThat(table(ReversedHow.values(), PaymentStatus.Reversed::new).values())
        .containsOnly(Guidance.NextAction.SHOW_RESULT);
    assertThat(action(new PaymentStatus.Refused(RejectReason.OTHER_CONTENT, Fixtures.T0)))
        .isEqualTo(Guidance.NextAction.CALL_STAFF);
  }

  @Test
  void staff_come_when_a_person_must_look_or_the_time_is_over_unless_it_is_final() {
    for (PaymentStatus open :
        new PaymentStatus[] {
          new PaymentStatus.Processing(Fixtures.T0),
          new PaymentStatus.Waiting(UnknownReason.USER_PAYING)
        }) {
      assertThat(guidance(open, true, false).nextAction())
          .isEqualTo(Guidance.NextAction.CALL_STAFF);
      assertThat(guidance(open, false, true).nextAction())
          .isEqualTo(Guidance.NextAction.CALL_STAFF);
    }
    PaymentStatus reversing = new PaymentStatus.Reversing(ReverseReason.DEADLINE);
    assertThat(guidance(reversing, true, false).nextAction())
        .isEqualTo(Guidance.NextAction.CALL_STAFF);
    assertThat(guidance(new PaymentStatus.Paid("42"), true, false).nextAction())
        .isEqualTo(Guidance.NextAction.SHOW_RESULT);
  }

  /** The words of WeChat's table of error codes in Chinese, ours in English. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "not_enough         | 用户余额不足        | 换卡支付                    | use another card",
        "card_not_supported | 该卡不支持当前支付   | 换卡支付或绑新卡支付          | add a new one",
        "code_expired       | 二维码已过期        | 在微信上刷新后再试            | refresh it in WeChat",
        "code_invalid       | 每个二维码仅限使用一次 | 请刷新再试                  | works once",
        "not_wechat_code    | 请扫描             | 微信支付被扫条码/二维码        | Not a WeChat payment code",
        "buyer_mismatch     | 同一笔订单          | 暂不支持同一笔订单更换支付方   | Another buyer",
        "trade_refused      | 交易错误            | 请确认帐号是否存在异常        | check the account",
        "order_closed       | 订单已关闭          | 请重新下单支付               | order again",
        "order_reversed     | 订单已撤销          | 请重新支付                  | pay again",
        "closed_at_gateway  | 订单已关闭          | 请重新下单支付               | order again",
        "revoked_at_gateway | 订单已撤销          | 请重新支付                  | pay again"
      })
  void the_screen_says_what_wechat_prescribes(String reason, String what, String todo, String en) {
    FailureReason why =
        Arrays.stream(FailureReason.values())
            .filter(one -> one.wire().equals(reason))
            .findFirst()
            .orElseThrow();
    Guidance guidance = guidance(new PaymentStatus.NotPaid(why), false, false);

    assertThat(guidance.zh()).contains(what).contains(todo);
    assertThat(guidance.en()).contains(en);
  }

  @Test
  void the_buyer_is_asked_for_the_password_in_wechat_s_words() {
    Guidance guidance =
        guidance(new PaymentStatus.Waiting(UnknownReason.USER_PAYING), false, false);

    assertThat(guidance.zh()).contains("用户支付中").contains("输入支付密码");
  }

  @Test
  void every_text_is_there_in_both_languages_and_fits_a_screen() {
    for (FailureReason reason : FailureReason.values()) {
      Guidance guidance = guidance(new PaymentStatus.NotPaid(reason), false, false);
      assertThat(guidance.zh()).isNotBlank().hasSizeLessThan(25);
      assertThat(guidance.en()).isNotBlank().hasSizeLessThan(60);
    }
  }
}
