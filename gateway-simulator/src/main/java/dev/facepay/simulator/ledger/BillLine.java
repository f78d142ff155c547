package dev.facepay.simulator.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One move of an order's money, as a bill tells it.
 *
 * @param refundId the gateway's number of what went back; {@code 0} for a payment
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
    String refundId) {

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
        lines.add(line(Kind.SUCCESS, order, charge, charge.at(), charge.fen(), NO_REFUND));
      }
      Instant reversedAt = charge.reversedAt();
      if (reversedAt != null && isWithin(reversedAt, from, to)) {
        String refundId = "503" + charge.transactionId();
        lines.add(line(Kind.REVOKED, order, charge, reversedAt, charge.fen(), refundId));
      }
    }
    for (Order.Refund refund : order.refunds()) {
      if (isWithin(refund.at(), from, to)) {
        order
            .lastCharge()
            .map(it -> line(Kind.REFUND, order, it, refund.at(), refund.fen(), refund.refundId()))
            .ifPresent(lines::add);
      }
    }
    return lines;
  }

  private static BillLine line(
      Kind kind, Order order, Order.Charge charge, Instant at, long fen, String refundId) {
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
        refundId);
  }

  private static boolean isWithin(Instant at, Instant from, Instant to) {
    return !at.isBefore(from) && at.isBefore(to);
  }
}
