package dev.facepay.standalone.data;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A device of a shop, and the key that it shows to the edge.
 *
 * @param subMerchant in service-provider mode, else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DemoDevice(
    @JsonProperty("device_id") String id,
    @JsonProperty("store_id") String store,
    @JsonProperty("merchant_id") String merchant,
    @JsonProperty("sub_mch_id") @Nullable String subMerchant,
    @JsonProperty("key") String key) {

  /** Without the key. */
  @Override
  public String toString() {
    return "DemoDevice[" + id + "]";
  }
}
