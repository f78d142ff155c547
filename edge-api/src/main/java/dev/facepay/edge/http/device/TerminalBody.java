package dev.facepay.edge.http.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.device.Device;
import dev.facepay.edge.device.Terminal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a device must know of its place. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TerminalBody(
    @JsonProperty("device_id") String deviceId,
    @JsonProperty("store_id") String storeId,
    @JsonProperty("store_name") String storeName,
    @JsonProperty("merchant_id") String merchantId,
    @JsonProperty("sub_mch_id") @Nullable String subMchId,
    @Nullable String appid,
    @JsonProperty("sub_appid") @Nullable String subAppid,
    @JsonProperty("server_time") String serverTime) {

  static TerminalBody of(Terminal terminal, Instant now) {
    Device device = terminal.device();
    return new TerminalBody(
        device.id().value(),
        device.store().value(),
        terminal.storeName(),
        device.merchant().value(),
        device.subMerchant() == null ? null : device.subMerchant().value(),
        terminal.appId(),
        terminal.subAppId(),
        now.toString());
  }
}
