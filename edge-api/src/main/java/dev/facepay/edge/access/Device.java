package dev.facepay.edge.access;

import dev.facepay.payment.DeviceId;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.StoreId;
import org.jspecify.annotations.Nullable;

/**
 * The device that asks; known by its key alone, never by what a request says.
 *
 * @param subMerchant in service-provider mode, else null
 */
public record Device(
    DeviceId id, StoreId store, MerchantId merchant, @Nullable MerchantId subMerchant) {

  /** The request's attribute that has it, once the key was accepted. */
  public static final String ATTRIBUTE = "facepay.device";

  /** Whether a payment was asked for by this device. */
  public boolean hasAsked(PaymentRef payment) {
    return payment.device().equals(id)
        && payment.store().equals(store)
        && payment.id().merchant().equals(merchant);
  }

  /** The merchant who gets the money: a service provider's number stands for many. */
  public String paidTo() {
    return (subMerchant == null ? merchant : subMerchant).value();
  }
}
