package dev.facepay.payment;

import org.jspecify.annotations.Nullable;

/**
 * Which device a fact is about, and where it stands.
 *
 * @param subMerchant the {@code sub_mch_id} in service-provider mode, else null
 */
public record DeviceRef(
    DeviceId device,
    StoreId store,
    StoreName storeName,
    MerchantId merchant,
    @Nullable MerchantId subMerchant) {

  /** {@code mch_id:device_id}: two merchants may number their devices alike. */
  public String key() {
    return merchant + ":" + device;
  }
}
