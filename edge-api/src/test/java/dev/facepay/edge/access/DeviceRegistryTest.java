package dev.facepay.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.KeySlot;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import dev.facepay.payment.WechatApp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeviceRegistryTest {

  private static final Instant T0 = Instant.parse("2026-11-22T02:00:00Z");
  private static final KeyHash OLD = KeyHash.of("the-old-key-0123456789");
  private static final KeyHash NEW = KeyHash.of("the-new-key-0123456789");

  private final DeviceRegistry devices = new DeviceRegistry(3);

  private static DeviceState state(
      int version, DeviceStatus status, @Nullable KeySlot key1, @Nullable KeySlot key2) {
    return state("D1", version, status, key1, key2);
  }

  private static DeviceState state(
      String device,
      int version,
      DeviceStatus status,
      @Nullable KeySlot key1,
      @Nullable KeySlot key2) {
    return new DeviceState(
        new DeviceRef(
            new DeviceId(device),
            new StoreId("S1"),
            new StoreName("Shop 1"),
            new MerchantId("1900000109"),
            null),
        status,
        key1,
        key2,
        new WechatApp("wx1", null),
        StorePlace.UNKNOWN,
        version,
        T0);
  }

  private static KeySlot slot(KeyHash hash) {
    return new KeySlot(hash.hex(), null);
  }

  @Test
  void a_key_opens_for_its_device_alone() {
    devices.accept(state(2, DeviceStatus.ACTIVE, null, slot(OLD)));

    assertThat(devices.find(OLD, T0))
        .isInstanceOfSatisfying(
            ApiKeys.Verdict.Known.class,
            known -> {
              assertThat(known.terminal().device().store()).hasToString("S1");
              assertThat(known.terminal().storeName()).isEqualTo("Shop 1");
              assertThat(known.terminal().appId()).isEqualTo("wx1");
            });
    assertThat(devices.find(NEW, T0)).isInstanceOf(ApiKeys.Verdict.Stranger.class);
    assertThat(devices.size()).isEqualTo(1);
  }

  @Test
  void two_keys_are_alive_until_the_older_ones_end() {
    Instant end = T0.plus(Duration.ofHours(24));
    devices.accept(state(2, DeviceStatus.ACTIVE, null, slot(OLD)));
    devices.accept(state(3, DeviceStatus.ACTIVE, new KeySlot(OLD.hex(), end), slot(NEW)));

    assertThat(devices.find(OLD, end.minusMillis(1))).isInstanceOf(ApiKeys.Verdict.Known.class);
    assertThat(devices.find(NEW, end.minusMillis(1))).isInstanceOf(ApiKeys.Verdict.Known.class);
    assertThat(devices.find(OLD, end)).isInstanceOf(ApiKeys.Verdict.Expired.class);
    assertThat(devices.find(NEW, end)).isInstanceOf(ApiKeys.Verdict.Known.class);
  }

  @Test
  void a_revoked_device_is_told_apart_from_a_stranger_and_opens_nothing() {
    devices.accept(state(2, DeviceStatus.ACTIVE, null, slot(OLD)));
    devices.accept(state(3, DeviceStatus.REVOKED, null, slot(OLD)));

    assertThat(devices.find(OLD, T0))
        .isInstanceOfSatisfying(
            ApiKeys.Verdict.Revoked.class,
            revoked -> assertThat(revoked.device().id()).hasToString("D1"));
    assertThat(devices.size()).isZero();
  }

  @Test
  void an_older_state_brings_nothing_back() {
    devices.accept(state(3, DeviceStatus.REVOKED, null, slot(OLD)));
    devices.accept(state(2, DeviceStatus.ACTIVE, null, slot(OLD)));

    assertThat(devices.find(OLD, T0)).isInstanceOf(ApiKeys.Verdict.Revoked.class);
  }

  @Test
  void a_key_that_has_left_its_device_is_a_strangers() {
    devices.accept(state(2, DeviceStatus.ACTIVE, null, slot(OLD)));
    devices.accept(state(3, DeviceStatus.ACTIVE, null, slot(NEW)));

    assertThat(devices.find(OLD, T0)).isInstanceOf(ApiKeys.Verdict.Stranger.class);
  }

  @Test
  void one_device_too_many_is_not_held_and_that_is_told() {
    for (int i = 1; i <= 3; i++) {
      devices.accept(state("D" + i, 1, DeviceStatus.ACTIVE, null, slot(key(i))));
    }
    assertThat(devices.isFull()).isFalse();
    devices.accept(state("D4", 1, DeviceStatus.ACTIVE, null, slot(key(4))));
    devices.accept(state("D1", 2, DeviceStatus.ACTIVE, null, slot(key(5))));

    assertThat(devices.isFull()).isTrue();
    assertThat(devices.size()).isEqualTo(3);
    assertThat(devices.find(key(4), T0)).isInstanceOf(ApiKeys.Verdict.Stranger.class);
    assertThat(devices.find(key(5), T0)).isInstanceOf(ApiKeys.Verdict.Known.class);
  }

  private static KeyHash key(int i) {
    return KeyHash.of("the-key-of-a-device-" + i);
  }
}
