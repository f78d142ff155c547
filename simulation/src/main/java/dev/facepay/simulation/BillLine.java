package dev.facepay.simulation;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * One move of money as WeChat's bill has it (spec section 12).
 *
 * @param ref of a refund: its number; else empty
 * @param isClosed a refund that was under way when the bill was made, and came to nothing
 */
record BillLine(Kind kind, String number, String ref, long fen, long at, boolean isClosed) {

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);

  private static final String HEADER =
      "交易时间,商户号,特约商户号,设备号,微信订单号,商户订单号,交易状态,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,充值券退款金额,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额";

  private static final String TOTALS = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,手续费总金额,订单总金额,申请退款总金额";

  /** 0.60 %, in 1/10,000. */
  private static final long RATE = 60;

  /** Named as on the wire. */
  enum Kind {
    SUCCESS,
    REFUND,
    REVOKED
  }

  /** As WeChat books it. */
  static LocalDate dayOf(Instant at) {
    return at.atOffset(ZONE).toLocalDate();
  }

  LocalDate day() {
    return dayOf(World.instant(at));
  }

  BillLine of(long otherFen) {
    return new BillLine(kind, number, ref, otherFen, at, isClosed);
  }

  private boolean isPayment() {
    return kind == Kind.SUCCESS;
  }

  long inFen() {
    return isPayment() ? fen : 0;
  }

  long backFen() {
    return isPayment() ? 0 : fen;
  }

  /** In fen, half up; negative where it is given back. */
  long feeFen() {
    long fee = (fen * RATE + 5_000) / 10_000;
    return isPayment() ? fee : -fee;
  }

  static String text(List<BillLine> lines) {
    StringBuilder out = new StringBuilder(HEADER).append('\n');
    for (BillLine line : lines) {
      out.append(line.text()).append('\n');
    }
    String in = yuan(sum(lines, BillLine::inFen));
    String back = yuan(sum(lines, BillLine::backFen));
    return out.append(TOTALS)
        .append('\n')
        .append(
            cells(
                Integer.toString(lines.size()),
                in,
                back,
                "0.00",
                yuan(sum(lines, BillLine::feeFen)),
                in,
                back))
        .append('\n')
        .toString();
  }

  static long sum(List<BillLine> lines, ToLongFunction<BillLine> of) {
    return lines.stream().mapToLong(of).sum();
  }

  private String text() {
    return cells(
        TIME.format(World.instant(at)),
        Terms.MCH_ID,
        "0",
        "",
        "42000" + number,
        number,
        kind.name(),
        yuan(inFen()),
        "0.00",
        kind == Kind.REFUND ? "50300" + ref : "0",
        kind == Kind.REFUND ? ref : "0",
        yuan(backFen()),
        "0.00",
        isPayment() ? "" : isClosed ? "PROCESSING" : "SUCCESS",
        "tea",
        "",
        yuan(feeFen()),
        "0.60%",
        yuan(inFen()),
        yuan(backFen()));
  }

  private static String cells(String... cells) {
    return "`" + String.join(",`", cells);
  }

  private static String yuan(long fen) {
    return BigDecimal.valueOf(fen, 2).toPlainString();
  }
}
