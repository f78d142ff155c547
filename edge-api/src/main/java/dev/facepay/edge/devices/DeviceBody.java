package dev.facepay.edge.devices;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.access.Terminal;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.WechatApp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a device must know of its place.
 *
 * @param key only for a device that has just got it
 * @param serverTime for any other
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeviceBody(
    @JsonProperty("device_id") String deviceId,
    @Nullable String key,
    @JsonProperty("store_id") String storeId,
    @JsonProperty("store_name") String storeName,
    @JsonProperty("merchant_id") String merchantId,
    @JsonProperty("sub_mch_id") @Nullable String subMchId,
    @JsonProperty("appid") @Nullable String appId,
    @JsonProperty("sub_appid") @Nullable String subAppId,
    @JsonProperty("server_time") @Nullable String serverTime) {

  static DeviceBody enrolled(EnrolmentService.Result.Enrolled enrolled) {
    WechatApp app = enrolled.app();
    return of(
        enrolled.device(),
        enrolled.key(),
        app == null ? null : app.appId(),
        app == null ? null : app.subAppId(),
        null);
  }

  static DeviceBody of(Terminal terminal, Instant now) {
    return of(terminal.ref(), null, terminal.appId(), terminal.subAppId(), now.toString());
  }

  private static DeviceBody of(
      DeviceRef device,
      @Nullable String key,
      @Nullable String appId,
      @Nullable String subAppId,
      @Nullable String serverTime) {
    MerchantId subMerchant = device.subMerchant();
    return new DeviceBody(
        device.device().value(),
        key,
        device.store().value(),
        device.storeName().value(),
        device.merchant().value(),
        subMerchant == null ? null : subMerchant.value(),
        appId,
        subAppId,
        serverTime);
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "DeviceBody[" + deviceId + "]";
  }
}
