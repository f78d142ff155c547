package dev.facepay.auth.registry;

import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.KeySlot;
import dev.facepay.payment.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device as the registry has it. Active until it is revoked, and revoked for good.
 *
 * @param name what people call it, 1 to 64 characters
 * @param key1 the older key that may still be alive, or null
 * @param key2 the newer key, or null if the device was never enrolled
 * @param code the code that waits to be used, or null
 * @param last the last code that was used, or null
 * @param version rises with each change that the edge must know: keys and status
 */
record DeviceRecord(
    DeviceId id,
    String name,
    StoreId store,
    Coded<DeviceStatus> status,
    @Nullable KeySlot key1,
    @Nullable KeySlot key2,
    @Nullable OpenCode code,
    @Nullable Enrolment last,
    int version,
    Instant createdAt,
    Instant changedAt) {

  static final int NAME_CHARACTERS_MAX = 64;

  DeviceRecord {
    if (name.isBlank()
        || name.length() > NAME_CHARACTERS_MAX
        || name.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a device's name has 1 to " + NAME_CHARACTERS_MAX + " printable characters");
    }
  }

  /** As it is added. */
  static DeviceRecord fresh(DeviceId id, String name, StoreId store, OpenCode code, Instant now) {
    return new DeviceRecord(
        id, name, store, DeviceStatus.ACTIVE, null, null, code, null, 1, now, now);
  }

  /** As the log alone knows it. */
  static DeviceRecord of(DeviceState state) {
    DeviceId id = state.device().device();
    return new DeviceRecord(
        id,
        id.value(),
        state.device().store(),
        state.status(),
        state.key1(),
        state.key2(),
        null,
        null,
        state.version(),
        state.occurredAt(),
        state.occurredAt());
  }

  /** As the log knows it, which is further than this; a code that waits is not for these keys. */
  DeviceRecord asLogged(DeviceState state) {
    return new DeviceRecord(
        id,
        name,
        store,
        state.status(),
        state.key1(),
        state.key2(),
        null,
        last,
        state.version(),
        createdAt,
        state.occurredAt());
  }

  boolean active() {
    return status == DeviceStatus.ACTIVE;
  }

  /** Whether a repeat of its addition asks for this device. */
  boolean matches(String otherName, StoreId otherStore) {
    return name.equals(otherName) && store.equals(otherStore);
  }

  /** Nothing that the edge must know has changed. */
  DeviceRecord withCode(@Nullable OpenCode next) {
    return new DeviceRecord(
        id, name, store, status, key1, key2, next, last, version, createdAt, changedAt);
  }

  DeviceRecord enrolled(@Nullable KeySlot older, KeySlot newer, Enrolment by) {
    return new DeviceRecord(
        id, name, store, status, older, newer, null, by, version + 1, createdAt, by.at());
  }

  /** Its store is called otherwise, or stands elsewhere: the edge must know. */
  DeviceRecord told(Instant now) {
    return new DeviceRecord(
        id, name, store, status, key1, key2, code, last, version + 1, createdAt, now);
  }

  /** The keys stay as hashes: whoever still shows one is told apart from a stranger. */
  DeviceRecord revoked(Instant now) {
    return new DeviceRecord(
        id, name, store, DeviceStatus.REVOKED, key1, key2, null, last, version + 1, createdAt, now);
  }

  /**
   * A code that waits to be used. A newer one of the same device takes its place.
   *
   * @param hash keyed hash; the code itself is known to who asked for it alone
   */
  record OpenCode(String hash, Instant expiresAt) {}

  /** Which code brought which key in: a repeat of the same is recognised by it. */
  record Enrolment(String codeHash, String keyHash, Instant at) {}
}
