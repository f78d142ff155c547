package dev.facepay.edge.access;

import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A device and what it must know of its place to use the face SDK.
 *
 * @param storeName what WeChat shows; the store's id where nobody has given it a name
 * @param appId the merchant's app at WeChat; null where only the keys file knows the device
 * @param subAppId in service-provider mode, where one is wanted
 * @param place of its store
 */
public record Terminal(
    Device device,
    String storeName,
    @Nullable String appId,
    @Nullable String subAppId,
    StorePlace place) {

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

  /**
   * Where WeChat is told that a payment is made (spec section 5): JSON of at most 256 characters.
   * What would make it longer, or can't be sent, is left out, the least needed first.
   */
  public String sceneInfo() {
    Map<String, @Nullable String> store = new LinkedHashMap<>();
    store.put("id", device.store().value());
    store.put("name", FieldRule.STORE_NAME.fault(storeName).isEmpty() ? storeName : null);
    store.put("area_code", place.areaCode());
    store.put("address", place.address());
    store.values().removeIf(Objects::isNull);
    String json = scene(store);
    for (String field : List.of("address", "name")) {
      if (FieldRule.SCENE_INFO.fault(json).isPresent()) {
        store.remove(field);
        json = scene(store);
      }
    }
    return json;
  }

  private static String scene(Map<String, @Nullable String> store) {
    return JsonMapper.shared().writeValueAsString(Map.of("store_info", store));
  }
}
