package dev.facepay.auth.registry.desk;

import dev.facepay.auth.registry.DeviceRecord;
import dev.facepay.auth.registry.Shop;

/** What became of an operator's wish. */
public sealed interface DeskReply {

  /**
   * @param fresh whether this wish added it; else the same was there
   */
  record Store(Shop shop, boolean fresh) implements DeskReply {}

  /** A device with a new code: it was added, or gets its next key. */
  record Coded(DeviceRecord device, Shop shop, FreshCode code) implements DeskReply {}

  /**
   * @param changed whether this wish changed it; else it was so already
   */
  record Device(DeviceRecord device, Shop shop, boolean changed) implements DeskReply {}

  record Refused(Refusal reason) implements DeskReply {}

  /** Why not. */
  enum Refusal {
    /** This installation has no keys of the merchant. */
    MERCHANT_UNKNOWN,
    /** The store's id stands for another content. */
    STORE_EXISTS,
    STORE_UNKNOWN,
    /** The device's id stands for another content. */
    DEVICE_EXISTS,
    DEVICE_UNKNOWN,
    /** Revoked for good. */
    DEVICE_REVOKED
  }
}
