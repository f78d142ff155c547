package dev.facepay.edge.request;

import dev.facepay.payment.Channel;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks for, with every field within its rule.
 *
 * @param authCode the payment code: a credential, never printed
 */
public record PaymentRequest(
    OrderNo orderNo,
    int attempt,
    String authCode,
    Money totalFee,
    String body,
    Channel channel,
    @Nullable String detail,
    @Nullable String attach,
    @Nullable String goodsTag,
    @Nullable String limitPay,
    @Nullable Instant timeExpire) {

  @Override
  public String toString() {
    return "PaymentRequest[" + orderNo + " attempt " + attempt + "]";
  }
}
