package dev.facepay.edge.http.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.enrol.EnrolmentAnswer;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.WechatApp;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** A device that has just got its key. */
@Schema(name = "Enrolled", description = "The device's key, shown this once, and its place.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EnrolledBody(
    @JsonProperty("device_id") @Schema(example = "D03", requiredMode = RequiredMode.REQUIRED)
        String deviceId,
    @Schema(
            description = "Keep it where only this device reads it; it is shown nowhere again.",
            requiredMode = RequiredMode.REQUIRED)
        String key,
    @JsonProperty("store_id") @Schema(example = "S017") String storeId,
    @JsonProperty("store_name") @Schema(example = "Noodles at the Bund") String storeName,
    @JsonProperty("merchant_id") @Schema(example = "1900000109") String merchantId,
    @JsonProperty("sub_mch_id") @Schema(types = {"string", "null"}) @Nullable String subMchId,
    @Schema(
            example = "wx8888888888888888",
            types = {"string", "null"})
        @Nullable String appid,
    @JsonProperty("sub_appid") @Schema(types = {"string", "null"}) @Nullable String subAppid) {

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
