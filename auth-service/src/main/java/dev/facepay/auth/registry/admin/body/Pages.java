package dev.facepay.auth.registry.admin.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists, a page at a time. {@code next_cursor} is absent on the last page. */
public final class Pages {

  private Pages() {}

  /** By rising id. */
  @Schema(name = "StorePage")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Stores(
      List<StoreBody> stores,
      @JsonProperty("next_cursor") @Schema(types = {"string", "null"})
          @Nullable String nextCursor) {}

  /** By rising id. */
  @Schema(name = "DevicePage")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Devices(
      List<DeviceBody> devices,
      @JsonProperty("next_cursor") @Schema(types = {"string", "null"})
          @Nullable String nextCursor) {}

  /** Newest first. */
  @Schema(name = "AuditPage")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Audits(
      List<AuditBody> entries,
      @JsonProperty("next_cursor") @Schema(types = {"string", "null"})
          @Nullable String nextCursor) {}
}
