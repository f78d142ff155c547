package dev.facepay.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A change of an order: the only things that change one. */
public sealed interface Move extends Entry {
  String mchId();

  String outTradeNo();

  /** The order that changes. */
  @JsonIgnore
  default OrderKey key() {
    return new OrderKey(mchId(), outTradeNo());
  }

  /** The gateway took the order in; nothing is charged yet. */
  record Opened(Instant at, String mchId, String outTradeNo, Terms terms) implements Move {}

  /** Money moved from buyer to merchant. */
  record Charged(Instant at, String mchId, String outTradeNo, long fen, String transactionId)
      implements Move {}

  /** The payment was refused; nothing was charged. */
  record Refused(Instant at, String mchId, String outTradeNo, String code) implements Move {}

  /** An unpaid order was reversed: it can never be paid. */
  record Closed(Instant at, String mchId, String outTradeNo) implements Move {}

  /** An unpaid order was given up by the gateway: it can never be paid. */
  record Revoked(Instant at, String mchId, String outTradeNo) implements Move {}

  /** The money of one charge went back to the buyer. */
  record Reversed(Instant at, String mchId, String outTradeNo, long fen, String transactionId)
      implements Move {}

  /**
   * Money was given back, by a call or by hand.
   *
   * @param outRefundNo the merchant's own number; null: by hand
   * @param arrivesAt when it comes to its end; null: at once
   * @param end CHANGE or REFUNDCLOSE; null: it arrives
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Refunded(
      Instant at,
      String mchId,
      String outTradeNo,
      long fen,
      String refundId,
      @Nullable String outRefundNo,
      @Nullable Instant arrivesAt,
      @Nullable String end)
      implements Move {}

  /** Money moved from buyer to merchant. */
  static Charged charged(Instant at, OrderKey key, long fen, String transactionId) {
    return new Charged(at, key.mchId(), key.outTradeNo(), fen, transactionId);
  }

  /** The payment was refused. */
  static Refused refused(Instant at, OrderKey key, String code) {
    return new Refused(at, key.mchId(), key.outTradeNo(), code);
  }

  /** The money of one charge went back. */
  static Reversed reversed(Instant at, OrderKey key, Order.Charge charge) {
    return new Reversed(at, key.mchId(), key.outTradeNo(), charge.fen(), charge.transactionId());
  }
}
