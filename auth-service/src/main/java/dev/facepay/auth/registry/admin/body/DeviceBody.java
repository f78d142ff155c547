package dev.facepay.auth.registry.admin.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.auth.registry.DeviceRecord;
import dev.facepay.auth.registry.OpenCode;
import dev.facepay.auth.registry.Shop;
import dev.facepay.auth.registry.desk.FreshCode;
import dev.facepay.auth.registry.store.Sighting;
import dev.facepay.payment.KeySlot;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A device as an operator sees it. */
@Schema(name = "Device", description = "A device, its keys by their first digits, and its health.")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeviceBody(
    @JsonProperty("device_id") @Schema(example = "D03") String deviceId,
    @Schema(example = "Till 3") String name,
    StoreBody store,
    @Schema(allowableValues = {"active", "revoked"}) String status,
    @Schema(description = "Those that are alive or were when the device was revoked; two at most.")
        List<Key> keys,
    @JsonProperty("enrolment_code")
        @Schema(
            description = "Shown in this answer alone: type it into the device.",
            example = "ABCDE-FGHJK",
            types = {"string", "null"})
        @Nullable String enrolmentCode,
    @JsonProperty("enrolment_expires_at")
        @Schema(
            description = "Until when the code that waits to be used works.",
            types = {"string", "null"},
            format = "date-time")
        @Nullable String enrolmentExpiresAt,
    @Schema(description = "Rises with each change of keys or status.") int version,
    @JsonProperty("created_at") @Schema(format = "date-time") String createdAt,
    @JsonProperty("changed_at") @Schema(format = "date-time") String changedAt,
    @JsonProperty("last_seen_at")
        @Schema(
            description = "The last heartbeat.",
            types = {"string", "null"},
            format = "date-time")
        @Nullable String lastSeenAt,
    @JsonProperty("face_sdk_version")
        @Schema(
            example = "2.13.0",
            types = {"string", "null"})
        @Nullable String faceSdkVersion,
    @JsonProperty("app_version") @Schema(types = {"string", "null"}) @Nullable String appVersion) {

  private static final int KEY_ID_CHARACTERS = 8;

  /** A key by what may be shown of it. */
  @Schema(name = "DeviceKey")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Key(
      @JsonProperty("key_id")
          @Schema(description = "The first digits of its SHA-256.", example = "9f86d081")
          String keyId,
      @Schema(
              description = "When it ends, if that is set.",
              types = {"string", "null"},
              format = "date-time")
          @Nullable String until) {}

  /**
   * @param code only for who has just asked for it
   */
  public static DeviceBody of(
      DeviceRecord device,
      Shop shop,
      @Nullable FreshCode code,
      @Nullable Sighting seen,
      Instant now) {
    OpenCode open = device.code();
    return new DeviceBody(
        device.id().value(),
        device.name(),
        StoreBody.of(shop),
        device.status().wire(),
        keys(device, now),
        code == null ? null : code.code(),
        open == null || !now.isBefore(open.expiresAt()) ? null : open.expiresAt().toString(),
        device.version(),
        device.createdAt().toString(),
        device.changedAt().toString(),
        seen == null ? null : seen.at().toString(),
        seen == null ? null : seen.faceSdkVersion(),
        seen == null ? null : seen.appVersion());
  }

  private static List<Key> keys(DeviceRecord device, Instant now) {
    return Stream.of(device.key1(), device.key2())
        .<KeySlot>mapMulti(
            (key, next) -> {
              if (key != null && (key.until() == null || now.isBefore(key.until()))) {
                next.accept(key);
              }
            })
        .map(
            key ->
                new Key(
                    key.hash().substring(0, KEY_ID_CHARACTERS),
                    key.until() == null ? null : key.until().toString()))
        .toList();
  }
}
