package dev.facepay.auth.registry.admin.body;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** What is sent to add a device. */
@Schema(name = "DeviceWish", description = "A device to be added to a store.")
public record DeviceWish(
    @JsonProperty("device_id")
        @Schema(
            description = "1 to 32 letters, digits or `_-.`; one device has it in all chains.",
            example = "D03",
            requiredMode = RequiredMode.REQUIRED)
        @Nullable String deviceId,
    @Schema(
            description = "What people call it, 1 to 64 characters.",
            example = "Till 3",
            requiredMode = RequiredMode.REQUIRED)
        @Nullable String name,
    @JsonProperty("store_id") @Schema(example = "S017", requiredMode = RequiredMode.REQUIRED)
        @Nullable String storeId) {}
