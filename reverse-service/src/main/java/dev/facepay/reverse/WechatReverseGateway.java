package dev.facepay.reverse;

import dev.facepay.payment.PaymentRef;
import dev.facepay.wechat.WechatPay;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.QueryRequest;
import dev.facepay.wechat.call.RefundsOutcome;
import dev.facepay.wechat.call.ReverseOutcome;
import dev.facepay.wechat.call.ReverseRequest;
import org.jspecify.annotations.Nullable;

/** {@code orderquery}, {@code refundquery} and {@code reverse} (spec sections 6, 7 and 11). */
final class WechatReverseGateway implements ReverseGateway {

  private final WechatPay wechat;

  WechatReverseGateway(WechatPay wechat) {
    this.wechat = wechat;
  }

  @Override
  public QueryOutcome ask(PaymentRef payment) throws InterruptedException {
    return wechat.query(order(payment));
  }

  @Override
  public RefundsOutcome refunds(PaymentRef payment) throws InterruptedException {
    return wechat.refunds(order(payment));
  }

  private static QueryRequest order(PaymentRef payment) {
    return QueryRequest.byOutTradeNo(
        payment.id().merchant().value(),
        subMerchant(payment),
        payment.id().outTradeNo().value(),
        payment.amount().fen());
  }

  @Override
  public ReverseOutcome reverse(PaymentRef payment) throws InterruptedException {
    return wechat.reverse(
        ReverseRequest.byOutTradeNo(
            payment.id().merchant().value(),
            subMerchant(payment),
            payment.id().outTradeNo().value()));
  }

  private static @Nullable String subMerchant(PaymentRef payment) {
    return payment.subMerchant() == null ? null : payment.subMerchant().value();
  }
}
