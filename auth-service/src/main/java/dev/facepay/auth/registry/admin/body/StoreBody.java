package dev.facepay.auth.registry.admin.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.auth.registry.Shop;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import org.jspecify.annotations.Nullable;

/** A store: what is sent to add one, and what is shown. */
@Schema(name = "Store", description = "A store of a chain. It never changes.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StoreBody(
    @JsonProperty("store_id")
        @Schema(
            description = "1 to 32 letters, digits or `_-.`; one store has it in all chains.",
            example = "S017",
            requiredMode = RequiredMode.REQUIRED)
        @Nullable String storeId,
    @JsonProperty("store_name")
        @Schema(
            description = "1 to 128 characters; WeChat shows it.",
            example = "Noodles at the Bund",
            requiredMode = RequiredMode.REQUIRED)
        @Nullable String storeName,
    @JsonProperty("merchant_id")
        @Schema(
            description = "The chain's `mch_id`; this installation must have its keys.",
            example = "1900000109",
            requiredMode = RequiredMode.REQUIRED)
        @Nullable String merchantId,
    @JsonProperty("sub_mch_id")
        @Schema(
            description = "In service-provider mode.",
            example = "1900000301",
            types = {"string", "null"})
        @Nullable String subMchId) {

  public static StoreBody of(Shop shop) {
    return new StoreBody(
        shop.id().value(),
        shop.name().value(),
        shop.merchant().value(),
        shop.subMerchant() == null ? null : shop.subMerchant().value());
  }
}
