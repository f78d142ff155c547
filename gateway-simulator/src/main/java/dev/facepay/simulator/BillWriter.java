package dev.facepay.simulator;

import dev.facepay.simulator.BillFaults.Fault;
import dev.facepay.simulator.ledger.BillLine;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one bill: header, a line for each move of money, totals. The byte order mark and CRLF are
 * as WeChat's.
 */
final class BillWriter {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(BillServlet.ZONE);
  private static final String TRADE_HEADER =
      "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,交易状态,付款银行,货币种类,"
          + "应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,"
          + "商户数据包,手续费,费率,订单金额,申请退款金额,费率备注";
  private static final String TRADE_TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";
  private static final String FUND_HEADER =
      "记账时间,微信支付业务单号,资金流水单号,业务名称,业务类型,收支类型,收支金额(元),账户结余(元),资金变更提交申请人,备注,业务凭证号";
  private static final String FUND_TOTALS = "资金流水总笔数,收入笔数,收入金额,支出笔数,支出金额";

  /** 0.60 %, in 1/10,000. */
  private static final long RATE = 60;

  private static final long OTHER_RATE = 100;

  private final boolean funds;
  private final String mchId;
  private final List<Fault> faults;
  private long lines;
  private long orderFen;
  private long inFen;
  private long backFen;
  private long outFen;
  private long ins;
  private long fees;

  private BillWriter(boolean funds, String mchId, List<Fault> faults) {
    this.funds = funds;
    this.mchId = mchId;
    this.faults = faults;
  }

  static BillWriter trades(String mchId, List<Fault> faults) {
    return new BillWriter(false, mchId, faults);
  }

  static BillWriter funds(String mchId, List<Fault> faults) {
    return new BillWriter(true, mchId, faults);
  }

  /** The connection is to be cut here. */
  static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1;

    Cut() {
      super("as scripted");
    }
  }

  /** Writes one move of money; throws {@link Cut} where a fault wants it. */
  void line(OutputStream out, BillLine line) {
    if (has(BillFaults.Kind.OMITTED, line.outTradeNo())) {
      return;
    }
    long more = has(BillFaults.Kind.OTHER_AMOUNT, line.outTradeNo()) ? 1 : 0;
    long fen = line.fen() + more;
    long settled = line.settlementFen() + more;
    long rate = has(BillFaults.Kind.OTHER_RATE, line.outTradeNo()) ? OTHER_RATE : RATE;
    boolean in = line.kind() == BillLine.Kind.SUCCESS;
    long fee = fee(settled, rate) * (in ? 1 : -1);
    String text = funds ? fund(line, settled, fee, in) : trade(line, fen, settled, rate, fee, in);
    if (lines == 0) {
      write(out, '\uFEFF' + (funds ? FUND_HEADER : TRADE_HEADER));
    }
    write(out, text);
    if (lines == 0 && has(BillFaults.Kind.DUPLICATED_LINE, null)) {
      write(out, text);
    }
    lines++;
    ins += in ? 1 : 0;
    orderFen += in ? fen : 0;
    inFen += in ? amount(settled, fee) : 0;
    backFen += in ? 0 : fen;
    outFen += in ? 0 : amount(settled, fee);
    fees += fee;
    if (has(BillFaults.Kind.CUT, null)) {
      throw new Cut();
    }
    if (has(BillFaults.Kind.SLOW, null)) {
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cut();
    }
  }

  /** The account moves by what is left of a payment behind the fee. */
  private long amount(long fen, long fee) {
    return funds ? fen - Math.abs(fee) : fen;
  }

  /** Writes the totals. */
  void end(OutputStream out) {
    if (has(BillFaults.Kind.NO_TOTALS, null)) {
      return;
    }
    long wrong = has(BillFaults.Kind.WRONG_TOTAL, null) ? 1 : 0;
    long inTotal = inFen + wrong;
    if (funds) {
      write(out, FUND_TOTALS);
      write(
          out, cells(lines + ".0", ins + ".0", yuan(inTotal), (lines - ins) + ".0", yuan(outFen)));
    } else {
      write(out, TRADE_TOTALS);
      write(
          out,
          cells(
              Long.toString(lines),
              yuan(inTotal),
              yuan(outFen),
              "0.00",
              fee(fees),
              yuan(orderFen + wrong),
              yuan(backFen)));
    }
  }

  private String trade(BillLine line, long fen, long settled, long rate, long fee, boolean in) {
    String none = "0.00";
    return cells(
        time(line.at()),
        line.appId(),
        mchId,
        line.subMchId() == null ? "0" : line.subMchId(),
        orEmpty(line.deviceInfo()),
        line.transactionId(),
        line.outTradeNo(),
        "osim",
        "MICROPAY",
        line.kind().name(),
        "OTHERS",
        "CNY",
        in ? yuan(settled) : none,
        yuan(line.couponFen()),
        line.refundId(),
        line.outRefundNo(),
        in ? none : yuan(settled),
        none,
        in ? "" : "ORIGINAL",
        in ? "" : "SUCCESS",
        "goods",
        orEmpty(line.attach()),
        fee(fee),
        "%d.%02d%%".formatted(rate / 100, rate % 100),
        in ? yuan(fen) : none,
        in ? none : yuan(fen),
        "");
  }

  private String fund(BillLine line, long fen, long fee, boolean in) {
    return cells(
        time(line.at()),
        in ? line.transactionId() : line.refundId(),
        "9" + line.transactionId() + (lines + 1),
        in ? "交易" : "退款",
        in ? "交易" : "退款",
        in ? "收入" : "支出",
        yuan(fen - Math.abs(fee)),
        "0.00",
        "system",
        "",
        line.kind() == BillLine.Kind.REFUND ? line.outRefundNo() : line.outTradeNo());
  }

  private boolean has(BillFaults.Kind kind, @Nullable String outTradeNo) {
    for (Fault fault : faults) {
      if (fault.kind() == kind
          && (fault.outTradeNo() == null || fault.outTradeNo().equals(outTradeNo))) {
        return true;
      }
    }
    return false;
  }

  /** Half up, to the fen. */
  private static long fee(long fen, long rate) {
    return (fen * rate + 5_000) / 10_000;
  }

  private static String fee(long fen) {
    return BigDecimal.valueOf(fen, 2).setScale(5, RoundingMode.UNNECESSARY).toPlainString();
  }

  private static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String cells(String... cells) {
    return "`" + String.join(",`", cells);
  }

  private static void write(OutputStream out, String line) {
    try {
      out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
