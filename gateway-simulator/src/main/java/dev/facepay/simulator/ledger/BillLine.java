package dev.facepay.simulator.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One move of an order's money, as a bill tells it.
 *
 * @param refundId the gateway's number of what went back; {@code 0} for a payment
 * @param outRefundNo the merchant's number of what went back; {@code 0} where it gave none
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
    String refundId,
    String outRefundNo) {

  private static final String NO_REFUND = "0";

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
        lines.add(
            line(Kind.SUCCESS, order, charge, charge.at(), charge.fen(), NO_REFUND, NO_REFUND));
      }
      Instant reversedAt = charge.reversedAt();
      if (reversedAt != null && isWithin(reversedAt, from, to)) {
        String refundId = "503" + charge.transactionId();
        lines.add(line(Kind.REVOKED, order, charge, reversedAt, charge.fen(), refundId, NO_REFUND));
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
    String number = refund.outRefundNo();
    return line(
        Kind.REFUND,
        order,
        charge,
        refund.at(),
        refund.fen(),
        refund.refundId(),
        number == null ? NO_REFUND : number);
  }

  private static BillLine line(
      Kind kind,
      Order order,
      Order.Charge charge,
      Instant at,
      long fen,
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
        refundId,
        outRefundNo);
  }

  private static boolean isWithin(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
