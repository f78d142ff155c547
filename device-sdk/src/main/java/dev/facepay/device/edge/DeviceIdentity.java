package dev.facepay.device.edge;

import com.google.gson.JsonObject;
import dev.facepay.device.json.Json;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The device as WeChat and its shop know it.
 *
 * @param storeName empty from an edge that does not tell it
 * @param subMchId in service-provider mode only
 * @param appid of the merchant; null from an edge that does not tell it
 */
public record DeviceIdentity(
    String deviceId,
    String storeId,
    String storeName,
    String merchantId,
    @Nullable String subMchId,
    @Nullable String appid,
    @Nullable String subAppid) {

  /** From an answer of the edge, or from {@link #json}. */
  public static DeviceIdentity read(Json json) throws IOException {
    String name = json.text("store_name");
    return new DeviceIdentity(
        json.required("device_id"),
        json.required("store_id"),
        name == null ? "" : name,
        json.required("merchant_id"),
        json.text("sub_mch_id"),
        json.text("appid"),
        json.text("sub_appid"));
  }

  public String json() {
    JsonObject json = new JsonObject();
    json.addProperty("device_id", deviceId);
    json.addProperty("store_id", storeId);
    json.addProperty("store_name", storeName);
    json.addProperty("merchant_id", merchantId);
    json.addProperty("sub_mch_id", subMchId);
    json.addProperty("appid", appid);
    json.addProperty("sub_appid", subAppid);
    return json.toString();
  }
}
