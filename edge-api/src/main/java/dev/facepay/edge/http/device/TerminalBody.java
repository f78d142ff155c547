package dev.facepay.edge.http.device;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.edge.device.Device;
import dev.facepay.edge.device.Terminal;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a device must know of its place. */
@Schema(name = "Terminal", description = "The device that asks, and its place.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TerminalBody(
    @JsonProperty("device_id") @Schema(example = "D03") String deviceId,
    @JsonProperty("store_id") @Schema(example = "S017") String storeId,
    @JsonProperty("store_name") @Schema(example = "Noodles at the Bund") String storeName,
    @JsonProperty("merchant_id") @Schema(example = "1900000109") String merchantId,
    @JsonProperty("sub_mch_id") @Schema(types = {"string", "null"}) @Nullable String subMchId,
    @Schema(
            description = "The merchant's app; absent if only a keys file knows the device.",
            example = "wx8888888888888888",
            types = {"string", "null"})
        @Nullable String appid,
    @JsonProperty("sub_appid") @Schema(types = {"string", "null"}) @Nullable String subAppid,
    @JsonProperty("server_time") @Schema(description = "To set a clock by.", format = "date-time")
        String serverTime) {

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
