package dev.facepay.auth.credential;

import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.MerchantId;
import dev.facepay.runtime.seal.Fingerprints;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a credential is bound to, as one text: change one of them, and it is another credential. */
final class Parameters {

  private final Fingerprints fingerprints;
  private final CredentialGateway gateway;

  Parameters(Fingerprints fingerprints, CredentialGateway gateway) {
    this.fingerprints = fingerprints;
    this.gateway = gateway;
  }

  String of(DeviceRef device, @Nullable String attach) {
    Map<String, String> all = new HashMap<>();
    all.put("appids", gateway.appIds(device));
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
}
