package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.failed;
import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static dev.facepay.wechat.Samples.with;
import static dev.facepay.wechat.Samples.without;
import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.wechat.RefundQuery.Refunds;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefundQueryTest {

  private static final Map<String, String> ASKED =
      Map.of("appid", "wxd930ea5d5a258f4f", "mch_id", "1900000109", "out_trade_no", "T-1");

  private static RefundQuery.Page page(String body, int offset) {
    return RefundQuery.verdict(Reply.read(body, merchant()), ASKED, 1280, offset);
  }

  private static RefundQuery.Outcome of(Map<String, String> fields) {
    return page(signed(fields), 0).outcome();
  }

  /** One that has arrived and one of each other kind. */
  private static Map<String, String> refunds(String... statuses) {
    Map<String, String> fields = success();
    fields.put("out_trade_no", "T-1");
    fields.put("total_fee", "1280");
    fields.put("refund_count", Integer.toString(statuses.length));
    // The sum of all, which is no refund of its own.
    fields.put("refund_fee", "999");
    for (int n = 0; n < statuses.length; n++) {
      fields.put("refund_fee_" + n, Integer.toString(100 + n));
      fields.put("refund_status_" + n, statuses[n]);
      // One was made at WeChat's own desk, without a number of the merchant's.
      fields.put("out_refund_no_" + n, n == 2 ? "" : "T-1@" + n);
      fields.put("refund_id_" + n, "503");
    }
    return fields;
  }

  @ParameterizedTest
  @CsvSource({
    "SUCCESS,100,0",
    "PROCESSING,0,100",
    "CHANGE,0,100",
    "REFUNDCLOSE,0,0",
    "FAIL,0,0",
    "OF_TOMORROW,0,100"
  })
  void only_what_has_arrived_is_back(String status, long returned, long onTheWay) {
    assertThat(of(refunds(status))).isEqualTo(sums(returned, onTheWay));
  }

  @Test
  void several_add_up() {
    assertThat(of(refunds("SUCCESS", "PROCESSING", "SUCCESS", "REFUNDCLOSE")))
        .isEqualTo(new Refunds(202, 101, Map.of("T-1@0", 100L, "T-1@1", 101L, "503", 102L)));
  }

  private static Refunds sums(long returned, long onTheWay) {
    long all = returned + onTheWay;
    return new Refunds(returned, onTheWay, all == 0 ? Map.of() : Map.of("T-1@0", all));
  }

  @Test
  void a_full_page_or_a_total_says_that_there_are_more() {
    Map<String, String> ten = refunds("SUCCESS,".repeat(10).split(","));
    assertThat(page(signed(ten), 0).more()).isTrue();
    assertThat(page(signed(with(ten, "total_refund_count", "10")), 0).more()).isFalse();
    assertThat(page(signed(with(ten, "total_refund_count", "12")), 0).more()).isTrue();
    assertThat(page(signed(with(refunds("SUCCESS"), "total_refund_count", "11")), 10).more())
        .isFalse();
  }

  @Test
  void no_refund_is_an_answer_of_its_own() {
    assertThat(of(failed("REFUNDNOTEXIST"))).isEqualTo(new RefundQuery.None());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SYSTEMERROR", "PARAM_ERROR", "FREQUENCY_LIMITED", "ORDERNOTEXIST"})
  void any_other_failure_says_nothing(String code) {
    assertThat(of(failed(code))).isInstanceOf(Unclear.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"refund_count", "refund_fee_0", "refund_status_0", "result_code"})
  void an_answer_with_a_hole_says_nothing(String field) {
    assertThat(of(without(refunds("SUCCESS"), field)))
        .isInstanceOfSatisfying(
            Unclear.class, it -> assertThat(it.cause()).isEqualTo(Cause.UNREADABLE));
  }

  @ParameterizedTest
  @CsvSource({"out_trade_no,T-2", "total_fee,1", "refund_count,11", "mch_id,7"})
  void an_answer_about_something_else_says_nothing(String field, String value) {
    assertThat(of(with(refunds("SUCCESS"), field, value))).isInstanceOf(Unclear.class);
  }

  @Test
  void an_unsigned_answer_says_nothing() {
    assertThat(page(MessageXml.write(refunds("SUCCESS")), 0).outcome())
        .isInstanceOfSatisfying(
            Unclear.class, it -> assertThat(it.cause()).isEqualTo(Cause.BAD_SIGNATURE));
  }
}
