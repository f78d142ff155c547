package dev.facepay.wechat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section 12 of the specification; both bills are its samples. */
class BillTest {

  static final String ALL =
      """
      交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注
      `2026-11-28 08:31:07,`wx5f0c7a91d2e84b36,`1900007421,`0,`T-014,`4200009001202611280000417701,`A2611280001,`oQ7wz5sT0f3kLr8dYb1mXc9vHn2A,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`23.80,`0.00,`0,`0,`0.00,`0.00,`,`,`早餐,`,`0.14000,`0.60%,`23.80,`0.00,`
      `2026-11-28 09:02:40,`wx5f0c7a91d2e84b36,`1900007421,`0,`T-014,`4200009001202611280000417702,`A2611280002,`oQ7wz5uK4j6pEe2gWt7aZs0iRq5B,`FACE,`SUCCESS,`CMB_DEBIT,`CNY,`18.00,`2.00,`0,`0,`0.00,`0.00,`,`,`套餐 B,`s=7,`0.11000,`0.60%,`18.00,`0.00,`
      `2026-11-28 09:02:58,`wx5f0c7a91d2e84b36,`1900007421,`0,`,`4200009001202611280000417703,`A2611280003,`oQ7wz5xN9c1vOo3hMd8yFl6bUi7C,`MICROPAY,`SUCCESS,`ICBC_CREDIT,`CNY,`12.50,`0.00,`0,`0,`0.00,`0.00,`,`,`早餐,`,`0.08000,`0.60%,`15.50,`0.00,`
      `2026-11-28 10:15:22,`wx5f0c7a91d2e84b36,`1900007421,`0,`T-014,`4200009001202611280000417701,`A2611280001,`oQ7wz5sT0f3kLr8dYb1mXc9vHn2A,`MICROPAY,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`50300009002026112800000041771,`R2611280001,`9.90,`0.00,`ORIGINAL,`SUCCESS,`早餐,`,`-0.06000,`0.60%,`0.00,`9.90,`
      `2026-11-28 11:47:03,`wx5f0c7a91d2e84b36,`1900007421,`0,`T-022,`4200009001202611280000417704,`A2611280004,`oQ7wz5yG2r7sPp4jTk5wDe3zLa8D,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`6.00,`0.00,`0,`0,`0.00,`0.00,`,`,`豆浆,`,`0.04000,`0.60%,`6.00,`0.00,`
      `2026-11-28 11:48:11,`wx5f0c7a91d2e84b36,`1900007421,`0,`T-022,`4200009001202611280000417704,`A2611280004,`oQ7wz5yG2r7sPp4jTk5wDe3zLa8D,`MICROPAY,`REVOKED,`OTHERS,`CNY,`0.00,`0.00,`50300009002026112800000041772,`0,`6.00,`0.00,`ORIGINAL,`SUCCESS,`豆浆,`,`-0.04000,`0.60%,`0.00,`6.00,`
      总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
      `6,`60.30,`15.90,`0.00,`0.27000,`63.30,`15.90
      """;

  private static final String REFUND =
      """
      交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,费率备注
      `2026-11-26 12:20:19,`wx83b6e0d45c1f927a,`1900112233,`1600445566,`D07,`4200009002202611260000588001,`S2611260051,`oJ2re8cV5n0qBx7tUy4wKd1mSg9E,`MICROPAY,`REFUND,`OTHERS,`CNY,`0.00,`0.00,`2026-11-28 14:05:33,`2026-11-28 14:05:36,`50300009012026112800000058801,`RS2611280001,`40.00,`0.00,`ORIGINAL,`SUCCESS,`午餐,`,`-0.24000,`0.60%,`0.00,`42.00,`
      `2026-11-28 12:41:55,`wx83b6e0d45c1f927a,`1900112233,`1600445566,`D07,`4200009002202611280000588002,`S2611280017,`oJ2re8fW6p1rCz8uVa5xLe2nTh0F,`MICROPAY,`REFUND,`BOC_CREDIT,`CNY,`0.00,`0.00,`2026-11-28 16:30:02,`,`50300009012026112800000058802,`RS2611280002,`10.00,`0.00,`ORIGINAL,`PROCESSING,`午餐,`,`-0.06000,`0.60%,`0.00,`10.00,`
      总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额
      `2,`0.00,`50.00,`0.00,`-0.30000,`0.00,`52.00
      """;

  @TempDir Path dir;
  private final List<Bill.Trade> lines = new ArrayList<>();

  @Test
  void a_bill_of_all_is_read_to_the_fen() throws IOException {
    Bill.Read read = read(ALL);
    assertThat(read.faults()).isEmpty();
    assertThat(read.sums()).isEqualTo(new Bill.Sums(6, 6030, 1590, 0, 27_000, 6330L, 1590L));
    assertThat(lines).extracting(Bill.Trade::line).containsExactly(2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(lines.get(2))
        .isEqualTo(
            new Bill.Trade(
                4,
                Instant.parse("2026-11-28T01:02:58Z"),
                "1900007421",
                "0",
                "",
                "4200009001202611280000417703",
                "A2611280003",
                "SUCCESS",
                1550,
                1250,
                0,
                "",
                "",
                0,
                0,
                "",
                8_000,
                "0.60%"));
    assertThat(lines.get(3))
        .satisfies(
            it -> {
              assertThat(it.isPayment()).isFalse();
              assertThat(it.refundFen()).isEqualTo(990);
              assertThat(it.outRefundNo()).isEqualTo("R2611280001");
              assertThat(it.feeMilliFen()).isEqualTo(-6_000);
            });
    assertThat(lines.get(5).outRefundNo()).isEmpty();
  }

  @Test
  void a_bill_of_refunds_has_the_refunds_times() throws IOException {
    assertThat(read(REFUND).isSound()).isTrue();
    assertThat(lines.getFirst().at()).isEqualTo("2026-11-28T06:05:33Z");
    assertThat(lines.getFirst().settlementRefundFen()).isEqualTo(4000);
    assertThat(lines.getFirst().refundFen()).isEqualTo(4200);
    assertThat(lines.getLast().refundState()).isEqualTo("PROCESSING");
  }

  @Test
  void byte_order_mark_line_ends_and_packing_make_no_difference() throws IOException {
    String crlf = "\uFEFF" + ALL.replace("\n", "\r\n") + "\r\n";
    assertThat(read(crlf).isSound()).isTrue();
    Bill.Read packed = Bill.trades(file(gzip(crlf)), lines::add);
    assertThat(packed.isSound()).isTrue();
    assertThat(lines.subList(0, 6)).isEqualTo(lines.subList(6, 12));
  }

  @Test
  void columns_are_found_by_the_names_that_they_had_before() throws IOException {
    String older =
        """
        交易时间,公众账号ID,商户号,子商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,总金额,企业红包金额,微信退款单号,商户退款单号,退款金额,企业红包退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率
        `2015-06-10 16：33：45,`wx1,`10000100,`0,`1000,`1001690740201411100005734289,`1415640626,`o1,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`71.00,`0.0,`0,`0,`0,`0,`,`,`x,`{\\"k\\":\\"v\\"},`0.42600,`0.60%
        `2015-06-10  16:33:46,`wx1,`10000100,`0,`1000,`1001690740201411100005734290,`1415640627,`o1,`MICROPAY,`SUCCESS,`OTHERS,`CNY,`0.01,`0.0,`0,`0,`0,`0,`,`,`x,`,`6e-05,`0.60%
        总交易单数,总交易额,总退款金额,总企业红包退款金额,手续费总金额
        `2.0,`71.01,`0.0,`0.0,`0.42606
        """;
    assertThat(read(older).faults()).isEmpty();
    assertThat(lines).extracting(Bill.Trade::feeMilliFen).containsExactly(42_600L, 6L);
    assertThat(lines.getFirst().orderFen()).isEqualTo(7100);
  }

  @Test
  void separators_and_line_ends_in_free_text_leave_the_amounts_right() throws IOException {
    String comma = ALL.replaceFirst("`早餐,`,", "`早,餐`,,`a`b,`c,");
    assertThat(read(comma).faults()).isEmpty();
    assertThat(read(ALL.replaceFirst("`早餐,`,", "`早,`餐,`x,")).raggedCount()).isEqualTo(1);
    Bill.Read broken = read(ALL.replaceFirst("`早餐,`,", "`早\n餐,`x\ny,"));
    assertThat(broken.faults()).isEmpty();
    assertThat(broken.raggedCount()).isEqualTo(1);
    assertThat(lines).extracting(Bill.Trade::orderFen).contains(2380L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cut | the bill breaks off after line 5: it has no totals",
        "no header | line 1: there is no header",
        "other | line 1: the column 交易时间 is missing",
        "count | line 9: 总交易单数 is told as 7, and the lines come to another sum",
        "sum | line 9: 订单总金额 is told as 63.31, and the lines come to another sum",
        "fee | line 9: 手续费总金额 is told as 0.28000, and the lines come to another sum",
        "amount | line 2: 订单金额 is no amount",
        "time | line 3: 交易时间 is no time",
        "number | line 2: 微信订单号 is empty",
        "short | line 2: the line has 25 cells, not 27",
        "bare | line 2: the line does not begin with a back-quote",
        "behind | line 10: something stands behind the totals",
        "half | line 8: the line of totals is missing",
        "double | line 1: the column 订单金额 is there twice",
      })
  void each_fault_is_named_with_its_line(String fault, String text) throws IOException {
    UnaryOperator<String> spoiled =
        switch (fault) {
          case "cut" -> it -> it.substring(0, it.indexOf("`2026-11-28 11:47:03"));
          case "no header" -> it -> "\n" + it;
          case "other" -> it -> "a,b,c\n`1,`2,`3\n";
          case "count" -> it -> it.replace("`6,`60.30", "`7,`60.30");
          case "sum" -> it -> it.replace("`63.30", "`63.31");
          case "fee" -> it -> it.replace("`0.27000", "`0.28000");
          case "amount" -> it -> it.replaceFirst("`23.80,`0.00,`\n", "`23.8x,`0.00,`\n");
          case "time" -> it -> it.replace("`2026-11-28 09:02:40", "`2026-11-31 09:02:40");
          case "number" -> it -> it.replaceFirst("`4200009001202611280000417701", "`");
          case "short" -> it -> it.replaceFirst("`,`,`早餐", "`早餐");
          case "bare" -> it -> it.replaceFirst("`2026-11-28 08:31:07", "2026-11-28 08:31:07");
          case "behind" -> it -> it + "`1,`2\n";
          case "half" -> it -> it.substring(0, it.indexOf("`6,`60.30"));
          case "double" -> it -> it.replaceFirst("费率备注", "订单金额");
          default -> throw new AssertionError(fault);
        };
    assertThat(read(spoiled.apply(ALL)).faults()).extracting(Bill.Fault::toString).contains(text);
  }

  @Test
  void a_gzip_file_that_breaks_off_is_told_with_the_place() throws IOException {
    byte[] whole = gzip(ALL.repeat(50));
    Bill.Read cut = Bill.trades(file(Arrays.copyOf(whole, whole.length / 2)), lines::add);
    assertThat(cut.isSound()).isFalse();
    assertThat(Bill.trades(file(new byte[] {0x1f, (byte) 0x8b, 8}), lines::add).faults())
        .extracting(Bill.Fault::text)
        .containsExactly("the gzip file breaks off in its head");
  }

  @Test
  void lines_without_an_end_are_no_bill() throws IOException {
    assertThat(read(ALL.replace("\n", " ").repeat(20)).faults())
        .extracting(Bill.Fault::text)
        .containsExactly("line 1 is longer than 16384 characters");
  }

  @Test
  void only_the_first_faults_are_named_and_all_are_counted() throws IOException {
    String head = ALL.substring(0, ALL.indexOf('\n') + 1);
    Bill.Read read = read(head + "x\n".repeat(1_000));
    assertThat(read.faultCount()).isEqualTo(1_001);
    assertThat(read.faults()).hasSize(Bill.FAULTS_MAX);
  }

  @Test
  void a_fund_flow_is_checked_against_its_totals() throws IOException {
    String flow =
        """
        记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额（元）,账户结余（元）,资金变更提交申请人,备注,业务凭证号
        `2026-11-28 08:31:07,`42001,`9001,`交易,`交易,`收入,`23.80,`123.80,`system,`,`A1
        `2026-11-28 10:15:22,`50300,`9002,`退款,`退款,`支出,`9.84,`113.96,`system,`退款总金额9.90元;含手续费0.06元,`R1
        资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额
        `2.0,`1,`23.80,`1.0,`9.84
        """;
    Bill.Read read = Bill.funds(file(flow.getBytes(UTF_8)));
    assertThat(read.faults()).isEmpty();
    assertThat(read.sums().settlementFen() - read.sums().settlementRefundFen()).isEqualTo(1396);
    assertThat(
            Bill.funds(file(flow.replace("`23.80,`1.0", "`23.81,`1.0").getBytes(UTF_8))).faults())
        .extracting(Bill.Fault::toString)
        .containsExactly("line 5: 收入金额 is told as 23.81, and the lines come to another sum");
  }

  private Bill.Read read(String bill) throws IOException {
    return Bill.trades(file(bill.getBytes(UTF_8)), lines::add);
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(dir.resolve("bill"), bytes);
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
