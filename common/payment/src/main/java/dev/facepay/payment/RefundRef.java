package dev.facepay.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which refund a fact is about; the same in every fact of that refund.
 *
 * @param payment what was paid
 * @param orderNo the payment's order: facts of its refunds stand in the order's line
 * @param attempt the payment's attempt, 1 to {@link PaymentRef#ATTEMPTS_MAX}
 * @param subMerchant the {@code sub_mch_id} in service-provider mode, else null
 * @param store the shop that gives the money back
 * @param amount what goes back, 1 fen up to what was paid
 * @param requestedAt when the request was accepted
 */
public record RefundRef(
    PaymentId payment,
    OrderNo orderNo,
    int attempt,
    @Nullable MerchantId subMerchant,
    StoreId store,
    RefundNo refundNo,
    Money amount,
    Instant requestedAt) {

  public RefundRef {
    if (!payment.outTradeNo().equals(OutTradeNo.of(orderNo, attempt))) {
      throw new IllegalArgumentException(payment + " is not attempt " + attempt + " of " + orderNo);
    }
  }

  /**
   * WeChat's name for the refund, at most 64 characters, unique per merchant. Made of what the
   * caller stored, so that whoever lost everything else repeats it and makes no second refund. The
   * sign between is in no order number (spec section 10), so that no two refunds meet in one.
   */
  public String outRefundNo() {
    return payment.outTradeNo() + "@" + refundNo;
  }

  /** The Kafka key: a payment and its refunds stand in one line. */
  public String orderKey() {
    return payment.merchant() + ":" + orderNo;
  }
}
