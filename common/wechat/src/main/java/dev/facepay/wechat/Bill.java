package dev.facepay.wechat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bill line by line (spec section 12): columns by name with the names that they had before,
 * amounts into whole numbers, the totals against the sums of the lines. It is never in memory
 * whole.
 */
public final class Bill {

  /** So many faults are named; the others are only counted. */
  static final int FAULTS_MAX = 20;

  private Bill() {}

  /**
   * One line of a trade bill.
   *
   * @param line its number in the file; the header is 1
   * @param at the payment: when it was paid; a refund: when it was accepted
   * @param subMchId the sub-merchant; {@code 0} where there is none
   * @param state {@code SUCCESS}, {@code REFUND}, {@code REVOKED}; others may come
   * @param orderFen the order's total; 0 in lines that give money back
   * @param settlementFen the same without coupons that nobody funds
   * @param couponFen coupons, as WeChat tells them
   * @param refundId WeChat's number; empty in payments, and it may be in reversals
   * @param outRefundNo our number; empty as {@code refundId}
   * @param refundFen what was applied for; 0 in payments
   * @param settlementRefundFen the same without coupons that nobody funds
   * @param refundState when the bill was made; {@code PROCESSING} counts as refunded
   * @param feeMilliFen WeChat's fee in 1/1000 fen; negative where it is given back
   * @param rate as it is written, e.g. {@code 0.60%}
   */
  public record Trade(
      long line,
      Instant at,
      String mchId,
      String subMchId,
      String deviceInfo,
      String transactionId,
      String outTradeNo,
      String state,
      long orderFen,
      long settlementFen,
      long couponFen,
      String refundId,
      String outRefundNo,
      long refundFen,
      long settlementRefundFen,
      String refundState,
      long feeMilliFen,
      String rate) {

    /** Whether money came in; otherwise it went back. */
    public boolean isPayment() {
      return state.equals("SUCCESS");
    }
  }

  /**
   * What is wrong with a bill.
   *
   * @param line where; 0 if it is about the whole
   */
  public record Fault(long line, String text) {
    @Override
    public String toString() {
      return line == 0 ? text : "line " + line + ": " + text;
    }
  }

  /**
   * Sums of all lines, in fen; the fee in 1/1000 fen, negative where more came back.
   *
   * @param orderFen null where the bill has no such column: one of before 2018, or a fund flow
   */
  public record Sums(
      long lines,
      long settlementFen,
      long settlementRefundFen,
      long rechargeRefundFen,
      long feeMilliFen,
      @Nullable Long orderFen,
      @Nullable Long refundFen) {}

  /**
   * How the reading went.
   *
   * @param faults the first ones; without any the bill is whole and its totals are right
   * @param faultCount all
   * @param raggedCount lines with more or fewer cells than the header, which could be read all the
   *     same: a name or an attachment had a separator in it
   */
  public record Read(Sums sums, List<Fault> faults, long faultCount, long raggedCount) {

    /** Whether it may be compared with anything. */
    public boolean isSound() {
      return faultCount == 0;
    }
  }

  /**
   * Reads a trade bill of any type and age, plain or gzip.
   *
   * @param lines told of each detail line that could be read, in the file's order
   * @throws IOException when the file can't be read; a gzip file that breaks off is a fault
   */
  public static Read trades(Path file, Consumer<Trade> lines) throws IOException {
    return read(file, new TradeColumns(lines));
  }

  /** Reads a fund flow, plain or gzip: it tells whether its totals are right, and of how many. */
  public static Read funds(Path file) throws IOException {
    return read(file, new FundColumns());
  }

  /** What a kind of bill makes of its lines. */
  interface Columns {

    /** What the totals' header begins with. */
    String totals();

    /** Takes the header's cells; throws {@link Unreadable} if one is missing. */
    void header(List<String> names) throws Unreadable;

    /** Where free text stands: the cells from this one on, so many; none if there is no such. */
    int freeFrom();

    int freeCount();

    void line(long number, List<String> cells) throws Unreadable;

    /** Names what differs between these totals and the lines. */
    List<String> check(List<String> names, List<String> cells) throws Unreadable;

    Sums sums();
  }

  /** A text is no number, or a cell is missing. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String why) {
      super(why);
    }
  }

  private static Read read(Path file, Columns columns) throws IOException {
    Faults faults = new Faults();
    try (BillText text = BillText.open(file)) {
      new BillParser(text, columns, faults).read();
    } catch (BillText.Broken e) {
      faults.add(0, String.valueOf(e.getMessage()));
    }
    return new Read(columns.sums(), List.copyOf(faults.first), faults.count, faults.ragged);
  }

  /** Collects what is wrong. */
  static final class Faults {
    private final List<Fault> first = new ArrayList<>();
    private long count;
    private long ragged;

    void add(long line, String text) {
      count++;
      if (first.size() < FAULTS_MAX) {
        first.add(new Fault(line, text));
      }
    }

    void ragged() {
      ragged++;
    }
  }
}
