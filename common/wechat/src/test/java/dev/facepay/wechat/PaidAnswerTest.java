package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.paid;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Coded;
import dev.facepay.payment.Money;
import dev.facepay.payment.PaidDetails;
import dev.facepay.payment.PaidDetails.Coupon;
import dev.facepay.payment.PaidDetails.CouponType;
import dev.facepay.payment.PaidDetails.Doubt;
import dev.facepay.payment.PaidDetails.TradeType;
import dev.facepay.payment.Sealed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaidAnswerTest {

  /** Section 13's three cases: a coupon with money behind it, one without, and both. */
  @ParameterizedTest
  @CsvSource({
    "1800, 1600, 200, , 'CASH 200', 200, 0",
    "1550, 1250, 300, 1250, 'NO_CASH 300', 300, 300",
    "2000, 1500, 500, 1700, 'CASH 200;NO_CASH 300', 500, 300",
    "1800, 1600, 200, , ' 200', 200, 0",
    "1550, 1250, 300, 1250, 'NO_CACH 300', 300, 300",
    "1800, 1800, , , '', 0, 0",
    "1800, 1800, 0, 1800, '', 0, 0",
    "1800, 0, 1800, , 'CASH 1800', 1800, 0",
    "1550, 1250, 300, 1250, '', 300, 300"
  })
  void sums_that_add_up_are_counted_by(
      long total,
      String cash,
      @Nullable String coupon,
      @Nullable String settlement,
      String lines,
      long couponsFen,
      long unsettledFen) {
    PaidDetails details = read(fields(total, cash, coupon, settlement, lines));
    assertThat(details.amountsDoubt()).isNull();
    assertThat(details.couponsFen()).isEqualTo(couponsFen);
    assertThat(details.unsettledFen(new Money(total))).isEqualTo(unsettledFen);
    assertThat(details.coupons()).hasSize(lines.isEmpty() ? 0 : lines.split(";").length);
  }

  @ParameterizedTest
  @CsvSource({
    "1800, 1700, 200, , 'CASH 200', CASH_AND_COUPONS",
    "1800, 1700, , , '', CASH_AND_COUPONS",
    "1800, , 1801, , '', CASH_AND_COUPONS",
    "1800, 1600, 200, , 'CASH 100', COUPON_LINES",
    "1800, 1500, 300, , 'CASH 100;CASH 100', COUPON_LINES",
    "1550, 1250, 300, , 'NO_CASH 300', SETTLEMENT",
    "1550, 1250, 300, 1249, 'NO_CASH 300', SETTLEMENT",
    "1550, 1250, 300, 1249, '', SETTLEMENT",
    "1550, 1550, , 1551, '', SETTLEMENT",
    "1800, 1x, 200, , 'CASH 200', UNREADABLE",
    "1800, -1, 200, , '', UNREADABLE",
    "1800, 1600, 200, , 'CASH 2.0', UNREADABLE"
  })
  void sums_that_contradict_each_other_are_kept_and_not_counted_by(
      long total,
      @Nullable String cash,
      @Nullable String coupon,
      @Nullable String settlement,
      String lines,
      Doubt doubt) {
    PaidDetails details = read(fields(total, cash, coupon, settlement, lines));
    assertThat(details.amountsDoubt()).isEqualTo(doubt);
    assertThat(details.couponsFen()).isZero();
    assertThat(details.unsettledFen(new Money(total))).isZero();
    if (settlement != null) {
      assertThat(details.settlementFen()).isEqualTo(Long.valueOf(settlement));
    }
  }

  @Test
  void what_is_told_of_the_trade_is_kept_and_what_nobody_knows_yet_is_other() {
    PaidDetails details = read(fields(1800, "1600", "200", null, "SHINY 200"));
    assertThat(details.coupons())
        .containsExactly(new Coupon("2000000000", new Coded.Other<>("shiny"), 200));
    assertThat(details.amountsDoubt()).as("it may be of either kind").isNull();
    assertThat(details.tradeType()).isEqualTo(TradeType.MICROPAY);
    assertThat(details.bankType()).isEqualTo("CMB_CREDIT");
    assertThat(details.feeType()).isEqualTo("CNY");

    Map<String, String> odd = with(paid(), "trade_type", "FACEPAY");
    odd.put("is_subscribe", "Y");
    odd.put("cash_fee_type", "CNY");
    assertThat(read(odd).tradeType()).isEqualTo(new Coded.Other<TradeType>("facepay"));
    assertThat(read(odd).subscribed()).isTrue();
    assertThat(read(odd).cashFeeType()).isEqualTo("CNY");
    assertThat(read(with(odd, "is_subscribe", "N")).subscribed()).isFalse();
    assertThat(read(with(odd, "is_subscribe", "?")).subscribed()).isNull();
    assertThat(read(with(odd, "trade_type", "a b")).tradeType())
        .isEqualTo(new Coded.Other<TradeType>("unreadable"));
    assertThat(read(with(odd, "bank_type", "a b")).bankType()).isNull();
    assertThat(read(with(odd, "fee_type", "JPY")).amountsDoubt()).isEqualTo(Doubt.OTHER_CURRENCY);
  }

  @Test
  void coupons_are_counted_as_told_and_without_a_count_as_many_as_there_are() {
    Map<String, String> fields = fields(2000, "1500", "500", "1700", "CASH 200;NO_CASH 300");
    assertThat(read(with(fields, "coupon_count", "")).coupons()).hasSize(2);
    assertThat(read(with(fields, "coupon_count", "1")).amountsDoubt())
        .isEqualTo(Doubt.COUPON_LINES);
    assertThat(read(with(fields, "coupon_count", "3")).amountsDoubt()).isEqualTo(Doubt.UNREADABLE);
    assertThat(read(with(fields, "coupon_count", "99999")).amountsDoubt())
        .isEqualTo(Doubt.UNREADABLE);
    assertThat(read(with(fields, "coupon_count", "two")).amountsDoubt())
        .isEqualTo(Doubt.UNREADABLE);
    assertThat(read(with(fields, "coupon_id_0", "a b")).coupons().getFirst().id()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[%s]", "[[%s]]"})
  void promotions_are_read_where_they_come_instead(String list) {
    String promotions =
        list.formatted(
            """
            {"promotion_id":"109519","type":"COUPON","amount":200,"scope":"SINGLE"},
            {"promotion_id":"109520","type":"DISCOUNT","amount":300,"goods_detail":[{}]}
            """);
    Map<String, String> fields = fields(2000, "1500", null, null, "");
    fields.put("promotion_detail", "{\"promotion_detail\":" + promotions + "}");
    PaidDetails details = read(fields);
    assertThat(details.coupons())
        .containsExactly(
            new Coupon("109519", CouponType.CASH, 200),
            new Coupon("109520", CouponType.NO_CASH, 300));
    assertThat(details.couponFen()).isEqualTo(500);
    assertThat(details.settlementFen()).isEqualTo(1700);
    assertThat(details.amountsDoubt()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "{\"promotion_detail\":1}", "{\"promotion_detail\":[{}]}"})
  void promotions_that_are_none_leave_the_payment_paid(String text) {
    Map<String, String> fields =
        with(fields(1800, "1800", null, null, ""), "promotion_detail", text);
    assertThat(read(fields).amountsDoubt()).isEqualTo(Doubt.UNREADABLE);
    assertThat(read(fields).cashFen()).isEqualTo(1800);
  }

  @Test
  void an_answer_that_says_nothing_leaves_nothing_to_count_by() {
    PaidDetails details = PaidAnswer.details(new Reply.Signed(Map.of()), 1800);
    assertThat(details).isEqualTo(PaidDetails.NONE);
    assertThat(details.unsettledFen(new Money(1800))).isZero();
  }

  @Test
  void the_buyer_is_never_printed_and_leaves_only_sealed() {
    Reply.Signed reply =
        new Reply.Signed(Map.of("openid", "oUpF8uMuAJO", "sub_openid", "oSub8uMuAJO"));
    Micropay.Buyer buyer = PaidAnswer.buyer(reply);
    assertThat(buyer.openid()).isEqualTo("oUpF8uMuAJO");
    assertThat(buyer.subOpenid()).isEqualTo("oSub8uMuAJO");
    assertThat(buyer.toString()).doesNotContain("8uMuAJO");

    PaidDetails sealed = buyer.sealedIn(PaidDetails.NONE, it -> Optional.of(new Sealed("locked")));
    assertThat(sealed.openid()).isEqualTo(new Sealed("locked"));
    assertThat(sealed.subOpenid()).isEqualTo(new Sealed("locked"));
    assertThat(buyer.sealedIn(PaidDetails.NONE, it -> Optional.empty()))
        .isEqualTo(PaidDetails.NONE);
  }

  private static PaidDetails read(Map<String, String> fields) {
    Reply reply = Reply.read(signed(fields), merchant());
    return PaidAnswer.details((Reply.Signed) reply, Long.parseLong(fields.get("total_fee")));
  }

  /**
   * @param lines type and amount of each coupon
   */
  private static Map<String, String> fields(
      long total,
      @Nullable String cash,
      @Nullable String coupon,
      @Nullable String settlement,
      String lines) {
    Map<String, String> fields = new LinkedHashMap<>(paid());
    fields.put("total_fee", Long.toString(total));
    fields.remove("cash_fee");
    fields.remove("coupon_fee");
    Map<String, @Nullable String> told = new LinkedHashMap<>();
    told.put("cash_fee", cash);
    told.put("coupon_fee", coupon);
    told.put("settlement_total_fee", settlement);
    List<String> coupons = lines.isEmpty() ? List.of() : List.of(lines.split(";"));
    for (int n = 0; n < coupons.size(); n++) {
      String[] words = coupons.get(n).split(" ", -1);
      told.put("coupon_id_" + n, Integer.toString(2_000_000_000 + n));
      told.put("coupon_type_" + n, words[0]);
      told.put("coupon_fee_" + n, words[1]);
    }
    told.put("coupon_count", coupons.isEmpty() ? null : Integer.toString(coupons.size()));
    told.forEach(
        (name, value) -> {
          if (value != null && !value.isEmpty()) {
            fields.put(name, value);
          }
        });
    return fields;
  }
}
