package dev.facepay.auth.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.auth.registry.Heartbeats.Heartbeat;
import dev.facepay.auth.registry.RegistryService.FreshCode;
import dev.facepay.payment.KeySlot;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A device as an operator sees it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DeviceBody(
    @JsonProperty("device_id") String deviceId,
    String name,
    StoreController.StoreBody store,
    String status,
    List<Key> keys,
    @JsonProperty("enrolment_code") @Nullable String enrolmentCode,
    @JsonProperty("enrolment_expires_at") @Nullable String enrolmentExpiresAt,
    int version,
    @JsonProperty("created_at") String createdAt,
    @JsonProperty("changed_at") String changedAt,
    @JsonProperty("last_seen_at") @Nullable String lastSeenAt,
    @JsonProperty("face_sdk_version") @Nullable String faceSdkVersion,
    @JsonProperty("app_version") @Nullable String appVersion) {

  private static final int KEY_ID_CHARACTERS = 8;

  /** A key by what may be shown of it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Key(@JsonProperty("key_id") String keyId, @Nullable String until) {

    static Key of(KeySlot key) {
      return new Key(
          key.hash().substring(0, KEY_ID_CHARACTERS),
          key.until() == null ? null : key.until().toString());
    }
  }

  /**
   * @param code only in the answer to the operator who has just asked for it
   */
  static DeviceBody of(
      DeviceRecord device,
      Shop shop,
      @Nullable FreshCode code,
      @Nullable Heartbeat seen,
      Instant now) {
    DeviceRecord.OpenCode open = device.code();
    return new DeviceBody(
        device.id().value(),
        device.name(),
        StoreController.StoreBody.of(shop),
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
        .filter(Objects::nonNull)
        .filter(key -> key.until() == null || now.isBefore(key.until()))
        .map(Key::of)
        .toList();
  }
}
