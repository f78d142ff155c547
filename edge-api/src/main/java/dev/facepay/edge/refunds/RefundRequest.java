package dev.facepay.edge.refunds;

import dev.facepay.edge.access.Device;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.Money;
import dev.facepay.payment.OrderNo;
import dev.facepay.payment.OutTradeNo;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RefundAsker;
import dev.facepay.payment.RefundFact.RefundRequested;
import dev.facepay.payment.RefundNo;
import dev.facepay.payment.RefundRef;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a till asks to give back, with every field within its rule. */
record RefundRequest(RefundNo refundNo, Money amount, String reason) {

  private static final Pattern LATER_ATTEMPT =
      Pattern.compile("(.{1,%d})-([2-9]|[1-9][0-9]{1,2})".formatted(OrderNo.CHARACTERS_MAX));

  static Read<RefundRequest> read(byte[] json) {
    return RequestBody.read(
        json, List.of("refund_no", "amount_fen", "reason"), Set.of(), RefundRequest::of);
  }

  private static @Nullable RefundRequest of(RequestBody in) {
    String number = in.text("refund_no", FieldRule.REFUND_NO);
    long amount = in.has("amount_fen") ? in.number("amount_fen", 1, Money.FEN_MAX) : 1;
    String reason = in.text("reason", FieldRule.REFUND_WHY);
    return number == null || reason == null
        ? null
        : new RefundRequest(new RefundNo(number), new Money(amount), reason);
  }

  /**
   * The fact that it was asked for; null if no payment of ours has such a number.
   *
   * @param known the payment, or null if it is older than this instance's memory: refund-service
   *     knows it
   */
  @Nullable RefundRequested requested(
      PaymentId payment, @Nullable PaymentRef known, Device device, Instant now) {
    OrderNo order = known == null ? orderNo(payment.outTradeNo()) : known.orderNo();
    if (order == null) {
      return null;
    }
    int attempt = known == null ? attempt(payment.outTradeNo(), order) : known.attempt();
    RefundRef ref =
        new RefundRef(
            payment, order, attempt, device.subMerchant(), device.store(), refundNo, amount, now);
    return new RefundRequested(ref, reason, RefundAsker.TILL, device.id().value());
  }

  /**
   * A number that is too long for an order's has an attempt behind it. Of a shorter one nobody
   * knows: it decides only beside which facts those of the refund stand.
   */
  private static @Nullable OrderNo orderNo(OutTradeNo number) {
    String text = number.value();
    if (text.length() <= OrderNo.CHARACTERS_MAX) {
      return new OrderNo(text);
    }
    Matcher parts = LATER_ATTEMPT.matcher(text);
    return parts.matches() ? new OrderNo(parts.group(1)) : null;
  }

  private static int attempt(OutTradeNo number, OrderNo order) {
    String suffix = number.value().substring(order.value().length());
    return suffix.isEmpty() ? 1 : Integer.parseInt(suffix.substring(1));
  }
}
