package dev.facepay.pay;

import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import dev.facepay.wechat.WechatPay;
import dev.facepay.wechat.call.MicropayOutcome;
import dev.facepay.wechat.call.MicropayRequest;
import java.time.Duration;

/** {@code micropay} (spec section 5). */
final class WechatPayGateway implements PayGateway {

  private final WechatPay wechat;
  private final Duration callMax;
  private final String payerIp;

  WechatPayGateway(WechatPay wechat, Duration callMax, String payerIp) {
    this.wechat = wechat;
    this.callMax = callMax;
    this.payerIp = payerIp;
  }

  @Override
  public MicropayOutcome ask(Requested request, String authCode) throws InterruptedException {
    PaymentRef payment = request.payment();
    MicropayRequest.Extras extras =
        new MicropayRequest.Extras(
            payment.device().value(),
            request.detail(),
            request.attach(),
            null,
            request.goodsTag(),
            request.limitPay(),
            null,
            request.timeExpire(),
            null,
            null);
    return wechat.micropay(
        new MicropayRequest(
            payment.id().merchant().value(),
            payment.subMerchant() == null ? null : payment.subMerchant().value(),
            payment.id().outTradeNo().value(),
            payment.amount().fen(),
            authCode,
            request.body(),
            payerIp,
            extras));
  }

  @Override
  public Duration callMax() {
    return callMax;
  }
}
