package dev.facepay.payment;

import org.jspecify.annotations.Nullable;

/**
 * Where a store is, as WeChat may be told with a payment (spec section 5, {@code scene_info}).
 *
 * @param areaCode China's number of the district, six digits; or null
 * @param address in words, 1 to 128 characters; or null
 */
public record StorePlace(@Nullable String areaCode, @Nullable String address) {

  public static final StorePlace UNKNOWN = new StorePlace(null, null);

  public StorePlace {
    if (areaCode != null) {
      FieldRule.AREA_CODE.require("area code", areaCode);
    }
    if (address != null) {
      FieldRule.STORE_ADDRESS.require("address", address);
    }
  }
}
