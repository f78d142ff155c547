package dev.facepay.edge.payments;

import dev.facepay.edge.access.Device;
import dev.facepay.edge.access.Terminal;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.Channel;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.WireName;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.seal.Sealer.Purpose;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    @Nullable Instant timeExpire,
    @Nullable String receipt,
    @Nullable String profitSharing,
    @Nullable String sceneInfo) {

  private static final List<String> REQUIRED =
      List.of("order_no", "auth_code", "total_fee", "body", "channel");
  private static final Set<String> OPTIONAL =
      Set.of(
          "attempt",
          "detail",
          "attach",
          "goods_tag",
          "limit_pay",
          "time_expire",
          "receipt",
          "profit_sharing");
  private static final List<String> CHANNELS = List.of(Channel.FACE.wire(), Channel.CODE.wire());

  public static Read<PaymentRequest> read(byte[] json) {
    return RequestBody.read(json, REQUIRED, OPTIONAL, PaymentRequest::of);
  }

  private static @Nullable PaymentRequest of(RequestBody in) {
    String orderNo = in.text("order_no", FieldRule.ORDER_NO);
    String authCode = in.text("auth_code", FieldRule.AUTH_CODE);
    String body = in.text("body", FieldRule.BODY);
    String channel = in.word("channel", CHANNELS);
    long attempt = in.has("attempt") ? in.number("attempt", 1, PaymentRef.ATTEMPTS_MAX) : 1;
    long totalFee = in.has("total_fee") ? in.number("total_fee", 1, Money.FEN_MAX) : 1;
    String detail = in.text("detail", FieldRule.DETAIL);
    String attach = in.text("attach", FieldRule.ATTACH);
    String goodsTag = in.text("goods_tag", FieldRule.GOODS_TAG);
    String limitPay = in.text("limit_pay", FieldRule.LIMIT_PAY);
    Instant timeExpire = in.time("time_expire");
    String receipt = in.text("receipt", FieldRule.YES);
    String profitSharing = in.text("profit_sharing", FieldRule.YES);
    if (orderNo == null || authCode == null || body == null || channel == null) {
      return null;
    }
    return new PaymentRequest(
        new OrderNo(orderNo),
        (int) attempt,
        authCode,
        new Money(totalFee),
        body,
        WireName.parse(Channel.class, channel),
        detail,
        attach,
        goodsTag,
        limitPay,
        timeExpire,
        receipt,
        profitSharing,
        null);
  }

  /** The same, asked at a store: that is no part of what a repeat must say again. */
  PaymentRequest at(Terminal terminal) {
    return new PaymentRequest(
        orderNo,
        attempt,
        authCode,
        totalFee,
        body,
        channel,
        detail,
        attach,
        goodsTag,
        limitPay,
        timeExpire,
        receipt,
        profitSharing,
        terminal.sceneInfo());
  }

  /** The payment that it names. Merchant, store and device come from the key that was shown. */
  public PaymentRef ref(Device device, Instant now, Fingerprints fingerprints) {
    return new PaymentRef(
        new PaymentId(device.merchant(), OutTradeNo.of(orderNo, attempt)),
        orderNo,
        attempt,
        device.subMerchant(),
        device.store(),
        device.id(),
        totalFee,
        channel,
        now,
        fingerprints.ofRequest(content(device)));
  }

  /** The fact that it was asked for: with the payment code sealed, for this payment alone. */
  public Requested requested(PaymentRef payment, Sealer sealer) {
    return new Requested(
        payment,
        sealer.seal(Purpose.AUTH_CODE, payment.id().toString(), authCode),
        body,
        detail,
        attach,
        goodsTag,
        limitPay,
        timeExpire,
        receipt,
        profitSharing,
        sceneInfo);
  }

  private Map<String, String> content(Device device) {
    Map<String, String> content = new HashMap<>();
    content.put("merchant_id", device.merchant().value());
    putIfPresent(content, "sub_mch_id", device.subMerchant());
    content.put("store_id", device.store().value());
    content.put("device_id", device.id().value());
    content.put("order_no", orderNo.value());
    content.put("attempt", Integer.toString(attempt));
    content.put("auth_code", authCode);
    content.put("total_fee", Long.toString(totalFee.fen()));
    content.put("body", body);
    content.put("channel", channel.wire());
    putIfPresent(content, "detail", detail);
    putIfPresent(content, "attach", attach);
    putIfPresent(content, "goods_tag", goodsTag);
    putIfPresent(content, "limit_pay", limitPay);
    putIfPresent(content, "time_expire", timeExpire);
    putIfPresent(content, "receipt", receipt);
    putIfPresent(content, "profit_sharing", profitSharing);
    return content;
  }

  private static void putIfPresent(
      Map<String, String> content, String name, @Nullable Object value) {
    if (value != null) {
      content.put(name, value.toString());
    }
  }

  @Override
  public String toString() {
    return "PaymentRequest[" + orderNo + " attempt " + attempt + "]";
  }
}
