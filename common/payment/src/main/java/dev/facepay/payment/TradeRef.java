package dev.facepay.payment;

import org.jspecify.annotations.Nullable;

/**
 * Which trade on which device a fact is about: one that FacePay charged, or one that was paid
 * elsewhere and that the device told of.
 *
 * @param subMerchant the {@code sub_mch_id} in service-provider mode, else null
 */
public record TradeRef(
    PaymentId id, @Nullable MerchantId subMerchant, StoreId store, DeviceId device) {

  public static TradeRef of(PaymentRef payment) {
    return new TradeRef(payment.id(), payment.subMerchant(), payment.store(), payment.device());
  }

  /** {@code mch_id:device_id}, as a device's own facts are keyed. */
  public String deviceKey() {
    return id.merchant() + ":" + device;
  }
}
