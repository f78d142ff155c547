package dev.facepay.auth.credential;

import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.MerchantId;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.wechat.Merchants;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a credential is bound to, as one text: change one of them, and it is another credential. */
final class Parameters {

  private final Fingerprints fingerprints;
  private final Function<DeviceRef, String> appIds;

  /**
   * @param appIds under which a device's merchant calls; empty text if nobody knows the merchant
   */
  Parameters(Fingerprints fingerprints, Function<DeviceRef, String> appIds) {
    this.fingerprints = fingerprints;
    this.appIds = appIds;
  }

  String of(DeviceRef device, @Nullable String attach) {
    Map<String, String> all = new HashMap<>();
    all.put("appids", appIds.apply(device));
    all.put("mch_id", device.merchant().value());
    all.put("store_id", device.store().value());
    all.put("store_name", device.storeName().value());
    all.put("device_id", device.device().value());
    MerchantId subMerchant = device.subMerchant();
    if (subMerchant != null) {
      all.put("sub_mch_id", subMerchant.value());
    }
    if (attach != null) {
      all.put("attach", attach);
    }
    return fingerprints.ofRequest(all);
  }

  static String appIds(Merchants merchants, DeviceRef device) {
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
