package dev.facepay.edge.http.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.enrol.EnrolmentAnswer;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.WechatApp;
import org.jspecify.annotations.Nullable;

/** A device that has just got its key. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrolledBody(
    @JsonProperty("device_id") String deviceId,
    String key,
    @JsonProperty("store_id") String storeId,
    @JsonProperty("store_name") String storeName,
    @JsonProperty("merchant_id") String merchantId,
    @JsonProperty("sub_mch_id") @Nullable String subMchId,
    @Nullable String appid,
    @JsonProperty("sub_appid") @Nullable String subAppid) {

  static EnrolledBody of(EnrolmentAnswer.Enrolled enrolled) {
    DeviceRef device = enrolled.device();
    WechatApp app = enrolled.app();
    return new EnrolledBody(
        device.device().value(),
        enrolled.key(),
        device.store().value(),
        device.storeName().value(),
        device.merchant().value(),
        device.subMerchant() == null ? null : device.subMerchant().value(),
        app == null ? null : app.appId(),
        app == null ? null : app.subAppId());
  }

  /** Without the key. */
  @Override
  public String toString() {
    return "EnrolledBody[" + deviceId + "]";
  }
}
