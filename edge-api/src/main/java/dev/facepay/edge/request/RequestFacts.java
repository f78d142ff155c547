package dev.facepay.edge.request;

import dev.facepay.edge.device.Device;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request and who sent it → the payment that it names, and the fact that it was asked for. */
public final class RequestFacts {

  private final Sealer sealer;
  private final Fingerprints fingerprints;

  public RequestFacts(Sealer sealer, Fingerprints fingerprints) {
    this.sealer = sealer;
    this.fingerprints = fingerprints;
  }

  /** Merchant, store and device come from the key that was shown, never from the body. */
  public PaymentRef ref(PaymentRequest request, Device device, Instant now) {
    return new PaymentRef(
        new PaymentId(device.merchant(), OutTradeNo.of(request.orderNo(), request.attempt())),
        request.orderNo(),
        request.attempt(),
        device.subMerchant(),
        device.store(),
        device.id(),
        request.totalFee(),
        request.channel(),
        now,
        fingerprints.ofRequest(content(request, device)));
  }

  /** With the payment code under lock, for this payment alone. */
  public Requested requested(PaymentRef payment, PaymentRequest request) {
    return new Requested(
        payment,
        sealer.seal(Purpose.AUTH_CODE, payment.id().toString(), request.authCode()),
        request.body(),
        request.detail(),
        request.attach(),
        request.goodsTag(),
        request.limitPay(),
        request.timeExpire());
  }

  private static Map<String, String> content(PaymentRequest request, Device device) {
    Map<String, String> content = new HashMap<>();
    content.put("merchant_id", device.merchant().value());
    putIfPresent(content, "sub_mch_id", device.subMerchant());
    content.put("store_id", device.store().value());
    content.put("device_id", device.id().value());
    content.put("order_no", request.orderNo().value());
    content.put("attempt", Integer.toString(request.attempt()));
    content.put("auth_code", request.authCode());
    content.put("total_fee", Long.toString(request.totalFee().fen()));
    content.put("body", request.body());
    content.put("channel", request.channel().wire());
    putIfPresent(content, "detail", request.detail());
    putIfPresent(content, "attach", request.attach());
    putIfPresent(content, "goods_tag", request.goodsTag());
    putIfPresent(content, "limit_pay", request.limitPay());
    putIfPresent(content, "time_expire", request.timeExpire());
    return content;
  }

  private static void putIfPresent(
      Map<String, String> content, String name, @Nullable Object value) {
    if (value != null) {
      content.put(name, value.toString());
    }
  }
}
