package dev.facepay.wechat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A trade bill's columns: those of today, and what they were called before 2018. */
final class TradeColumns implements Bill.Columns {

  private static final ZoneOffset ZONE = ZoneOffset.ofHours(8);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withResolverStyle(ResolverStyle.STRICT);

  /** Each with its names, today's first. */
  private enum Column {
    TIME(true, "交易时间"),
    MCH_ID(true, "商户号"),
    SUB_MCH_ID(true, "特约商户号", "子商户号"),
    DEVICE(true, "设备号"),
    TRANSACTION_ID(true, "微信订单号"),
    OUT_TRADE_NO(true, "商户订单号"),
    STATE(true, "交易状态"),
    SETTLEMENT(true, "应结订单金额", "总金额"),
    COUPON(true, "代金券金额", "代金券或立减优惠金额", "企业红包金额"),
    REFUND_APPLIED(false, "退款申请时间"),
    REFUND_ID(false, "微信退款单号"),
    OUT_REFUND_NO(false, "商户退款单号"),
    SETTLEMENT_REFUND(false, "退款金额"),
    RECHARGE_REFUND(false, "充值券退款金额", "代金券或立减优惠退款金额", "企业红包退款金额"),
    REFUND_STATE(false, "退款状态"),
    GOODS(false, "商品名称"),
    FEE(true, "手续费", "返还手续费"),
    RATE(true, "费率"),
    ORDER(false, "订单金额"),
    REFUND(false, "申请退款金额");

    private final boolean required;

    @SuppressWarnings("ImmutableEnumChecker") // A list that nobody can change.
    private final List<String> names;

    Column(boolean required, String... names) {
      this.required = required;
      this.names = List.of(names);
    }
  }

  private final Consumer<Bill.Trade> lines;
  private final Map<Column, Integer> places = new EnumMap<>(Column.class);
  private long count;
  private long settlement;
  private long settlementRefund;
  private long rechargeRefund;
  private long fee;
  private long order;
  private long refund;

  TradeColumns(Consumer<Bill.Trade> lines) {
    this.lines = lines;
  }

  @Override
  public String totals() {
    return "总交易单数";
  }

  @Override
  public void header(List<String> names) throws Bill.Unreadable {
    for (Column column : Column.values()) {
      for (String name : column.names) {
        int place = names.indexOf(name);
        if (place >= 0 && names.lastIndexOf(name) > place) {
          throw new Bill.Unreadable("the column " + name + " is there twice");
        }
        if (place >= 0) {
          places.putIfAbsent(column, place);
        }
      }
      if (column.required && !places.containsKey(column)) {
        throw new Bill.Unreadable("the column " + column.names.getFirst() + " is missing");
      }
    }
  }

  @Override
  public int freeFrom() {
    return places.getOrDefault(Column.GOODS, 0);
  }

  /** The goods and, right behind them, the attachment. */
  @Override
  public int freeCount() {
    return places.containsKey(Column.GOODS) ? 2 : 0;
  }

  @Override
  public void line(long number, List<String> cells) throws Bill.Unreadable {
    String at =
        places.containsKey(Column.REFUND_APPLIED)
            ? text(Column.REFUND_APPLIED, cells)
            : text(Column.TIME, cells);
    long settlementFen = fen(Column.SETTLEMENT, cells);
    long settlementRefundFen = fen(Column.SETTLEMENT_REFUND, cells);
    long rechargeFen = fen(Column.RECHARGE_REFUND, cells);
    long feeMilliFen = BillParser.fee("手续费", text(Column.FEE, cells));
    boolean older = !places.containsKey(Column.ORDER);
    long orderFen = older ? settlementFen : fen(Column.ORDER, cells);
    long refundFen =
        places.containsKey(Column.REFUND) ? fen(Column.REFUND, cells) : settlementRefundFen;
    Bill.Trade trade =
        new Bill.Trade(
            number,
            time(at),
            text(Column.MCH_ID, cells),
            text(Column.SUB_MCH_ID, cells),
            text(Column.DEVICE, cells),
            required(Column.TRANSACTION_ID, cells),
            text(Column.OUT_TRADE_NO, cells),
            required(Column.STATE, cells),
            orderFen,
            settlementFen,
            fen(Column.COUPON, cells),
            number(Column.REFUND_ID, cells),
            number(Column.OUT_REFUND_NO, cells),
            refundFen,
            settlementRefundFen,
            text(Column.REFUND_STATE, cells),
            feeMilliFen,
            text(Column.RATE, cells));
    count++;
    settlement += settlementFen;
    settlementRefund += settlementRefundFen;
    rechargeRefund += rechargeFen;
    fee += feeMilliFen;
    order += orderFen;
    refund += refundFen;
    lines.accept(trade);
  }

  @Override
  public List<String> check(List<String> names, List<String> cells) throws Bill.Unreadable {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      String cell = cells.get(i);
      Long found = found(name);
      if (found != null && told(name, cell) != found) {
        differences.add(name + " is told as " + cell + ", and the lines come to another sum");
      }
    }
    return differences;
  }

  private static long told(String name, String cell) throws Bill.Unreadable {
    return switch (name) {
      case "总交易单数" -> BillParser.count(name, cell);
      case "手续费总金额" -> BillParser.fee(name, cell);
      default -> BillParser.fen(name, cell);
    };
  }

  /** Null for a total that this release does not know. */
  private @Nullable Long found(String name) {
    return switch (name) {
      case "总交易单数" -> count;
      case "应结订单总金额", "总交易额" -> settlement;
      case "退款总金额", "总退款金额" -> settlementRefund;
      case "充值券退款总金额", "总代金券或立减优惠退款金额", "总企业红包退款金额" -> rechargeRefund;
      case "手续费总金额" -> fee;
      case "订单总金额" -> order;
      case "申请退款总金额" -> refund;
      default -> null;
    };
  }

  @Override
  public Bill.Sums sums() {
    boolean older = !places.containsKey(Column.ORDER);
    return new Bill.Sums(
        count,
        settlement,
        settlementRefund,
        rechargeRefund,
        fee,
        older ? null : order,
        older ? null : refund);
  }

  private String text(Column column, List<String> cells) {
    Integer place = places.get(column);
    return place == null ? "" : cells.get(place).strip();
  }

  private String required(Column column, List<String> cells) throws Bill.Unreadable {
    String text = text(column, cells);
    if (text.isEmpty()) {
      throw new Bill.Unreadable(column.names.getFirst() + " is empty");
    }
    return text;
  }

  /** In payments a refund's number is {@code 0}. */
  private String number(Column column, List<String> cells) {
    String text = text(column, cells);
    return text.equals("0") ? "" : text;
  }

  private long fen(Column column, List<String> cells) throws Bill.Unreadable {
    return places.containsKey(column)
        ? BillParser.fen(column.names.getFirst(), text(column, cells))
        : 0;
  }

  /** Some bills have two blanks, or full-width colons. */
  private static Instant time(String text) throws Bill.Unreadable {
    String plain = text.length() == 19 ? text : text.replaceAll(" +", " ");
    try {
      return LocalDateTime.parse(plain.replace('：', ':'), TIME).toInstant(ZONE);
    } catch (DateTimeException e) {
      throw new Bill.Unreadable("交易时间 is no time");
    }
  }
}
