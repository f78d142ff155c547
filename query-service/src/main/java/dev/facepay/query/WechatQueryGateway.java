package dev.facepay.query;

import dev.facepay.payment.PaymentRef;
import dev.facepay.wechat.WechatPay;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.QueryRequest;

/** {@code orderquery} (spec section 6). */
final class WechatQueryGateway implements QueryGateway {

  private final WechatPay wechat;

  WechatQueryGateway(WechatPay wechat) {
    this.wechat = wechat;
  }

  @Override
  public QueryOutcome ask(PaymentRef payment) throws InterruptedException {
    return wechat.query(
        QueryRequest.byOutTradeNo(
            payment.id().merchant().value(),
            payment.subMerchant() == null ? null : payment.subMerchant().value(),
            payment.id().outTradeNo().value(),
            payment.amount().fen()));
  }
}
