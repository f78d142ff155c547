package dev.facepay.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which payment a fact is about; the same in every fact of that payment.
 *
 * @param subMerchant the {@code sub_mch_id} in service-provider mode, else null
 * @param attempt 1 to {@link #ATTEMPTS_MAX}
 * @param requestedAt when the edge accepted the request
 * @param fingerprint keyed hash of the request's whole content; equal content, equal fingerprint
 */
public record PaymentRef(
    PaymentId id,
    OrderNo orderNo,
    int attempt,
    @Nullable MerchantId subMerchant,
    StoreId store,
    DeviceId device,
    Money amount,
    Coded<Channel> channel,
    Instant requestedAt,
    String fingerprint) {

  public static final int ATTEMPTS_MAX = 999;

  public PaymentRef {
    if (!id.outTradeNo().equals(OutTradeNo.of(orderNo, attempt))) {
      throw new IllegalArgumentException(id + " is not attempt " + attempt + " of " + orderNo);
    }
    if (fingerprint.isEmpty() || fingerprint.length() > 64) {
      throw new IllegalArgumentException("a fingerprint has 1 to 64 characters");
    }
  }

  /** The Kafka key: all attempts of an order stand in one line. */
  public String orderKey() {
    return id.merchant() + ":" + orderNo;
  }

  /** The attempt before this one; only for attempts after the first. */
  public PaymentId previousAttempt() {
    return new PaymentId(id.merchant(), OutTradeNo.of(orderNo, attempt - 1));
  }
}
