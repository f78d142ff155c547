package dev.facepay.edge.access;

import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.StoreName;
import org.jspecify.annotations.Nullable;

/**
 * A device and what it must know of its place to use the face SDK.
 *
 * @param storeName what WeChat shows; the store's id where nobody has given it a name
 * @param appId the merchant's app at WeChat; null where only the keys file knows the device
 * @param subAppId in service-provider mode, where one is wanted
 */
public record Terminal(
    Device device, String storeName, @Nullable String appId, @Nullable String subAppId) {

  /** The request's attribute that has it, once the key was accepted. */
  public static final String ATTRIBUTE = "facepay.terminal";

  /** As facts name it. */
  public DeviceRef ref() {
    return new DeviceRef(
        device.id(),
        device.store(),
        new StoreName(storeName),
        device.merchant(),
        device.subMerchant());
  }
}
