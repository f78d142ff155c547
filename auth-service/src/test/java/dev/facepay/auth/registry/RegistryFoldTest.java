package dev.facepay.auth.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.Fact;
import dev.facepay.payment.KeySlot;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StoreName;
import dev.facepay.payment.StorePlace;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.MemoryDocuments;
import dev.facepay.testkit.Fixtures;
import dev.facepay.testkit.TestTime;
import org.junit.jupiter.api.Test;

/** The registry's documents are older than what it has said. */
class RegistryFoldTest {

  private static final StorePlace PLACE = new StorePlace("310101", "外滩 17 号");
  private static final DeviceRef REF =
      new DeviceRef(
          new DeviceId("D03"),
          new StoreId("S017"),
          new StoreName("Shop 17"),
          Fixtures.MERCHANT,
          null);
  private static final KeySlot KEY = new KeySlot("a".repeat(64), null);

  private final TestTime clock = new TestTime();
  private final Shops shops = new Shops(new MemoryDocuments());
  private final Devices devices = new Devices(new MemoryDocuments(), new MemoryDocuments());

  private int catchUp(Fact... log) throws InterruptedException {
    int written = 0;
    for (LogFold fold : new RegistryFold(shops, devices, clock).folds()) {
      for (Fact fact : log) {
        written += fold.taker().take(fact, fact.occurredAt()) ? 1 : 0;
      }
    }
    return written;
  }

  private DeviceState state(int version, Coded<DeviceStatus> status) {
    return new DeviceState(REF, status, null, KEY, null, PLACE, version, clock.instant());
  }

  private DeviceRecord known() {
    return devices.find(REF.device()).orElseThrow().device();
  }

  @Test
  void a_key_that_was_revoked_stays_revoked() throws Exception {
    devices.insert(DeviceRecord.of(state(2, DeviceStatus.ACTIVE)), clock.instant());
    DeviceState revoked = state(3, DeviceStatus.REVOKED);
    assertThat(catchUp(state(2, DeviceStatus.ACTIVE), revoked)).isEqualTo(1);
    assertThat(known().active()).isFalse();
    assertThat(known().version()).isEqualTo(3);
    assertThat(catchUp(revoked)).isZero();
  }

  @Test
  void a_device_that_only_the_log_knows_is_there_with_its_store() throws Exception {
    assertThat(catchUp(state(2, DeviceStatus.ACTIVE))).isEqualTo(1);
    assertThat(known().key2()).isEqualTo(KEY);
    assertThat(known().name()).isEqualTo("D03");
    assertThat(shops.find(REF.store()))
        .contains(new Shop(REF.store(), REF.storeName(), REF.merchant(), null, PLACE, false));
  }

  @Test
  void what_the_registry_knows_better_stays() throws Exception {
    devices.insert(DeviceRecord.of(state(3, DeviceStatus.REVOKED)), clock.instant());
    assertThat(catchUp(state(2, DeviceStatus.ACTIVE))).isZero();
    assertThat(known().active()).isFalse();
  }
}
