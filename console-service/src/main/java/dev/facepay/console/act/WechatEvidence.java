package dev.facepay.console.act;

import dev.facepay.payment.PaymentRef;
import dev.facepay.wechat.WechatPay;
import dev.facepay.wechat.call.QueryOutcome;
import dev.facepay.wechat.call.QueryRequest;

/** {@code orderquery} (spec section 6). */
final class WechatEvidence implements GatewayEvidence {

  private final WechatPay wechat;

  WechatEvidence(WechatPay wechat) {
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
