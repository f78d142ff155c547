package dev.facepay.simulator;

import static dev.facepay.simulator.RunningSimulator.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.binarywang.wxpay.bean.request.WxPayRefundRequest;
import com.github.binarywang.wxpay.bean.result.WxPayBillInfo;
import com.github.binarywang.wxpay.bean.result.WxPayBillResult;
import com.github.binarywang.wxpay.bean.result.WxPayRefundQueryResult;
import com.github.binarywang.wxpay.bean.result.WxPayRefundResult;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that nobody here wrote gives money back, asks what became of it, and reads the bill. */
@Isolated("it moves the gateway's clock")
@Tag("real")
class WxJavaRefundTest {

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  private final RunningSimulator simulator = RunningSimulator.get();

  @AfterEach
  void now_again() throws Exception {
    simulator.control("POST", "/_sim/clock", "{\"offset_s\":0}");
  }

  private WxPayService client(String signType, @Nullable String certificate) throws Exception {
    return WxJavaClient.of(simulator, PLAIN, signType, simulator.ports.tlsBaseUrlA(), certificate);
  }

  private static WxPayRefundRequest refund(String number, String refundNo, int total, int fen) {
    WxPayRefundRequest request = new WxPayRefundRequest();
    request.setOutTradeNo(number);
    request.setOutRefundNo(refundNo);
    request.setTotalFee(total);
    request.setRefundFee(fen);
    request.setRefundFeeType("CNY");
    request.setRefundDesc("少了一件 & <one>");
    return request;
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "HMAC-SHA256"})
  void it_gives_a_part_back_and_asks_by_each_number(String signType) throws Exception {
    WxPayService client = client(signType, PLAIN);
    String number = simulator.newNumber();
    simulator.pay(number, 1280);

    WxPayRefundResult first = client.refund(refund(number, number + "@1", 1280, 300));
    assertThat(first.getResultCode()).isEqualTo("SUCCESS");
    assertThat(first.getRefundFee()).isEqualTo(300);
    assertThat(first.getTotalFee()).isEqualTo(1280);
    WxPayRefundResult again = client.refund(refund(number, number + "@1", 1280, 300));
    assertThat(again.getRefundId()).as("one number, one refund").isEqualTo(first.getRefundId());
    client.refund(refund(number, number + "@2", 1280, 980));

    WxPayRefundQueryResult all = client.refundQuery(null, number, null, null);
    assertThat(all.getRefundCount()).isEqualTo(2);
    assertThat(all.getRefundRecords())
        .extracting(
            it -> it.getOutRefundNo() + " " + it.getRefundFee() + " " + it.getRefundStatus())
        .containsExactly(number + "@1 300 SUCCESS", number + "@2 980 SUCCESS");
    WxPayRefundQueryResult one = client.refundQuery(null, null, number + "@2", null);
    assertThat(one.getRefundRecords()).singleElement().extracting("refundFee").isEqualTo(980);
    assertThat(
            client
                .refundQuery(null, null, null, first.getRefundId())
                .getRefundRecords()
                .getFirst()
                .getOutRefundNo())
        .isEqualTo(number + "@1");
    assertThat(client.queryOrder(null, number).getTradeState()).isEqualTo("REFUND");
  }

  @Test
  void it_understands_what_is_refused() throws Exception {
    WxPayService client = client("HMAC-SHA256", PLAIN);
    String number = simulator.newNumber();
    simulator.pay(number, 1000);
    client.refund(refund(number, number + "@1", 1000, 400));

    refused(client, refund(number, number + "@1", 1000, 500), "REFUND_FEE_MISMATCH");
    refused(client, refund(number, number + "@2", 1000, 601), "INVALID_REQUEST");
    refused(client, refund(number, number + "@3", 1000, 961), "NOTENOUGH");
    refused(client, refund(number, number + "@4", 1000, 968), "NOTENOUGH");
    refused(client, refund(simulator.newNumber(), "x@1", 1000, 1), "ORDERNOTEXIST");
    assertThatThrownBy(() -> client.refundQuery(null, null, number + "@9", null))
        .isInstanceOfSatisfying(
            WxPayException.class, e -> assertThat(e.getErrCode()).isEqualTo("REFUNDNOTEXIST"));
  }

  @Test
  void unsettled_money_that_is_short_leaves_the_balance() throws Exception {
    WxPayService client = client("MD5", PLAIN);
    String number = simulator.newNumber();
    simulator.pay(number, 1000);
    WxPayRefundRequest request = refund(number, number + "@1", 1000, 968);
    request.setRefundAccount("REFUND_SOURCE_UNSETTLED_FUNDS");
    refused(client, request, "NOTENOUGH");
    request.setRefundAccount("REFUND_SOURCE_RECHARGE_FUNDS");
    assertThat(client.refund(request).getRefundFee()).isEqualTo(968);
  }

  private static void refused(WxPayService client, WxPayRefundRequest request, String code) {
    assertThatThrownBy(() -> client.refund(request))
        .isInstanceOfSatisfying(
            WxPayException.class, e -> assertThat(e.getErrCode()).isEqualTo(code));
  }

  @Test
  void a_refund_needs_the_merchants_certificate() throws Exception {
    String number = simulator.newNumber();
    simulator.pay(number, 1000);

    assertThatThrownBy(() -> client("MD5", null).refund(refund(number, number + "@1", 1000, 1)))
        .hasMessageContaining("html");
    assertThatThrownBy(() -> client("MD5", null).refundQuery(null, null, number + "@1", null))
        .as("asking needs none")
        .isInstanceOfSatisfying(
            WxPayException.class, e -> assertThat(e.getErrCode()).isEqualTo("REFUNDNOTEXIST"));
  }

  @Test
  void it_reads_the_bill_of_a_day() throws Exception {
    LocalDate day = LocalDate.ofInstant(Instant.now(), ZONE).minusDays(61);
    String date = day.format(DateTimeFormatter.BASIC_ISO_DATE);
    clock(day.atTime(12, 0).toInstant(ZONE));
    WxPayService client = client("MD5", PLAIN);
    String number = simulator.newNumber();
    simulator.pay(number, 6000);
    client.refund(refund(number, number + "@1", 6000, 1500));
    assertThatThrownBy(() -> client.downloadBill(date, "ALL", null, null))
        .isInstanceOf(WxPayException.class)
        .hasMessageContaining("invalid bill_date");
    clock(day.plusDays(1).atTime(10, 0).toInstant(ZONE));

    for (String packed : new @Nullable String[] {null, "GZIP"}) {
      WxPayBillResult bill = client.downloadBill(date, "ALL", packed, null);
      assertThat(bill.getTotalRecord()).isEqualTo("2");
      assertThat(bill.getTotalFee()).isEqualTo("60.00");
      assertThat(bill.getTotalRefundFee()).isEqualTo("15.00");
      WxPayBillInfo paid = line(bill, "SUCCESS");
      WxPayBillInfo back = line(bill, "REFUND");
      assertThat(paid.getOutTradeNo()).isEqualTo(number);
      assertThat(paid.getTotalFee()).isEqualTo("60.00");
      assertThat(back.getOutRefundNo()).isEqualTo(number + "@1");
      assertThat(back.getSettlementRefundFee()).isEqualTo("15.00");
    }
  }

  /** Of that state; the lines stand in no order. */
  private static WxPayBillInfo line(WxPayBillResult bill, String state) {
    return bill.getBillInfoList().stream()
        .filter(it -> it.getTradeState().equals(state))
        .findFirst()
        .orElseThrow();
  }

  private void clock(Instant to) throws Exception {
    simulator.control("POST", "/_sim/clock", "{\"fixed\":\"" + to + "\"}");
  }
}
