package dev.facepay.auth.credential;

import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.MerchantId;
import dev.facepay.wechat.Authinfo;
import dev.facepay.wechat.Merchants;
import dev.facepay.wechat.Secret;
import dev.facepay.wechat.WechatPay;
import java.time.Duration;

/** {@code get_wxpayface_authinfo} (spec section 4). */
final class WechatCredentialGateway implements CredentialGateway {

  private final WechatPay wechat;
  private final Merchants merchants;

  WechatCredentialGateway(WechatPay wechat, Merchants merchants) {
    this.wechat = wechat;
    this.merchants = merchants;
  }

  @Override
  public Authinfo.Outcome call(CredentialRequest request, String rawdata)
      throws InterruptedException {
    DeviceRef device = request.device();
    MerchantId subMerchant = device.subMerchant();
    return wechat.authinfo(
        new Authinfo.Request(
            device.merchant().value(),
            subMerchant == null ? null : subMerchant.value(),
            device.store().value(),
            device.storeName().value(),
            device.device().value(),
            request.attach(),
            new Secret(rawdata)));
  }

  @Override
  public Duration callMax() {
    return wechat.callMax();
  }

  @Override
  public String appIds(DeviceRef device) {
    MerchantId subMerchant = device.subMerchant();
    return merchants
        .find(device.merchant().value())
        .map(
            merchant ->
                subMerchant == null
                    ? merchant.appId()
                    : merchant.appId()
                        + "/"
                        + merchant.subAppId(subMerchant.value()).orElse("none"))
        .orElse("");
  }
}
