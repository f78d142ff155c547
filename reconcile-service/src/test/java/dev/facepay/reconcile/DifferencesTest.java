package dev.facepay.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.BillFact.DifferenceFound;
import dev.facepay.payment.Fact;
import dev.facepay.payment.MerchantId;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.wechat.Cause;
import dev.facepay.wechat.Code;
import dev.facepay.wechat.OrderQuery;
import dev.facepay.wechat.OrderQuery.TradeState;
import dev.facepay.wechat.Refund;
import dev.facepay.wechat.RefundQuery;
import dev.facepay.wechat.RefundQuery.Status;
import dev.facepay.wechat.Unclear;
import dev.facepay.wechat.WechatPay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WeChat is asked about a refund by its own number before a difference about it is told. */
class DifferencesTest {

  private static final MerchantId MERCHANT = new MerchantId("1900000109");
  private static final LocalDate DAY = LocalDate.of(2026, 11, 28);
  private static final Instant NOW = Instant.parse("2026-11-29T02:01:00Z");

  private final Days days = new Days(new MemoryDocuments(), new MemoryDocuments());
  private final List<Fact> said = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private String answer = "";

  @ParameterizedTest(name = "{0}, and WeChat says {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        // Known to the bill alone.
        "BILL_REFUND 500:A1@R1 | SUCCESS 500 | refundquery A1@R1 | SUCCESS, of 500 fen",
        "BILL_REFUND 500:A1@R1 | none | refundquery A1@R1 | REFUNDNOTEXIST",
        "BILL_REFUND 500:5030000900202611280000004177 | | orderquery A1 | REFUND",
        // Known to us alone.
        "REFUNDED 500:A1@R1!50300 | SUCCESS 500 | refundquery A1@R1 | SUCCESS, of 500 fen",
        // Of two amounts.
        "REFUNDED 500:A1@R1; BILL_REFUND 499:A1@R1 | SUCCESS 499 | refundquery A1@R1 | SUCCESS, of"
            + " 499 fen",
        // A bill is frozen when it is made: the refund was under way then, and has failed since.
        "REFUND_FAILED 500:A1@R1; BILL_REFUND 500:A1@R1 | REFUNDCLOSE 500 | refundquery A1@R1 | ",
        "REFUND_FAILED 500:A1@R1; BILL_REFUND 500:A1@R1 | none | refundquery A1@R1 | ",
        "REFUND_FAILED 500:A1@R1; BILL_REFUND 500:A1@R1 | SUCCESS 500 | refundquery A1@R1 |"
            + " SUCCESS, of 500 fen",
      })
  void a_refund_is_asked_about_and_then_told(
      String entries, @Nullable String wechat, String question, @Nullable String told)
      throws InterruptedException {
    answer = wechat == null ? "" : wechat;
    assertThat(take(entries)).isEqualTo(told == null ? 0 : 1);
    assertThat(asked).containsExactly(question);
    assertThat(said)
        .extracting(fact -> ((DifferenceFound) fact).gateway())
        .isEqualTo(told == null ? List.of() : List.of(told));
  }

  @Test
  void a_refund_about_which_wechat_gives_no_answer_is_not_told() throws InterruptedException {
    answer = "unclear";
    assertThat(take("BILL_REFUND 500:A1@R1")).as("open, and asked about again").isOne();
    assertThat(said).isEmpty();
  }

  /** How many differences are open afterwards. */
  private long take(String text) throws InterruptedException {
    List<Entry> entries = ComparisonTest.entries(text);
    Differences differences =
        new Differences(days, new Wechat(), said::add, () -> NOW, MERCHANT, DAY, 10);
    differences.begin();
    differences.take(entries, Comparison.of(DAY, null, entries));
    return differences.finish();
  }

  private final class Wechat implements WechatPay {

    @Override
    public OrderQuery.Outcome query(OrderQuery.Request request) {
      asked.add("orderquery " + request.outTradeNo());
      return new OrderQuery.State(TradeState.REFUND, "42", null, null, "");
    }

    @Override
    public RefundQuery.OneOutcome refund(
        String mchId, @Nullable String subMchId, String outRefundNo) {
      asked.add("refundquery " + outRefundNo);
      String[] words = answer.split(" ");
      return switch (words[0]) {
        case "none" -> new RefundQuery.None();
        case "unclear" -> new Unclear(Cause.NO_ANSWER, Code.NONE, "");
        default ->
            new RefundQuery.One(
                Status.valueOf(words[0]),
                "50300",
                Long.parseLong(words[1]),
                new Refund.Amounts(null, null, null),
                "",
                null);
      };
    }
  }
}
