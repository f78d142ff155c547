package dev.facepay.auth.registry.desk;

import dev.facepay.auth.registry.Shop;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.WechatApp;
import dev.facepay.wechat.merchant.Merchants;
import java.util.Optional;

/** The merchants that this installation has keys of, and their apps at WeChat. */
public final class Chains {

  private final Merchants merchants;

  public Chains(Merchants merchants) {
    this.merchants = merchants;
  }

  public boolean knows(MerchantId merchant) {
    return merchants.find(merchant.value()).isPresent();
  }

  /** Empty if the merchant's folder has gone since the store was added. */
  public Optional<WechatApp> app(Shop shop) {
    return merchants
        .find(shop.merchant().value())
        .map(
            found ->
                new WechatApp(
                    found.appId(),
                    shop.subMerchant() == null
                        ? null
                        : found.subAppId(shop.subMerchant().value()).orElse(null)));
  }
}
