package dev.facepay.simulator.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One move of an order's money, as a bill tells it.
 *
 * @param fen the order's amount, or what went back
 * @param settlementFen the same without coupons that have no money behind them
 * @param couponFen coupons that have; 0 in what went back
 * @param refundId the gateway's number of what went back; {@code 0} for a payment
 * @param outRefundNo the merchant's; {@code 0} where it has none
 */
public record BillLine(
    Kind kind,
    Instant at,
    String appId,
    @Nullable String subMchId,
    @Nullable String deviceInfo,
    @Nullable String attach,
    String transactionId,
    String outTradeNo,
    long fen,
    long settlementFen,
    long couponFen,
    String refundId,
    String outRefundNo) {

  private static final String NONE = "0";

  /** Named as in the bill. */
  public enum Kind {
    SUCCESS,
    REFUND,
    REVOKED
  }

  /** What of an order falls into a day: from its first instant to before the next one's. */
  static List<BillLine> of(Order order, Instant from, Instant to) {
    List<BillLine> lines = new ArrayList<>();
    for (Order.Charge charge : order.charges()) {
      if (isWithin(charge.at(), from, to)) {
        lines.add(line(Kind.SUCCESS, order, charge, charge.at(), NONE));
      }
      Instant reversedAt = charge.reversedAt();
      if (reversedAt != null && isWithin(reversedAt, from, to)) {
        lines.add(line(Kind.REVOKED, order, charge, reversedAt, "503" + charge.transactionId()));
      }
    }
    for (Order.Refund refund : order.refunds()) {
      if (isWithin(refund.at(), from, to)) {
        order.lastCharge().map(it -> line(order, it, refund)).ifPresent(lines::add);
      }
    }
    return lines;
  }

  private static BillLine line(Order order, Order.Charge charge, Order.Refund refund) {
    String number = refund.outRefundNo() == null ? NONE : refund.outRefundNo();
    return line(
        Kind.REFUND,
        order,
        charge,
        refund.at(),
        refund.fen(),
        refund.fen(),
        0,
        refund.refundId(),
        number);
  }

  private static BillLine line(
      Kind kind, Order order, Order.Charge charge, Instant at, String refundId) {
    Coupons coupons = order.terms().coupons();
    long noCash = coupons == null ? 0 : coupons.noCash();
    long cash = coupons == null || kind != Kind.SUCCESS ? 0 : coupons.cash();
    return line(kind, order, charge, at, charge.fen(), charge.fen() - noCash, cash, refundId, NONE);
  }

  private static BillLine line(
      Kind kind,
      Order order,
      Order.Charge charge,
      Instant at,
      long fen,
      long settlementFen,
      long couponFen,
      String refundId,
      String outRefundNo) {
    Terms terms = order.terms();
    return new BillLine(
        kind,
        at,
        terms.appId(),
        terms.subMchId(),
        terms.deviceInfo(),
        terms.attach(),
        charge.transactionId(),
        order.key().outTradeNo(),
        fen,
        settlementFen,
        couponFen,
        refundId,
        outRefundNo);
  }

  private static boolean isWithin(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
