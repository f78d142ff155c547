package dev.facepay.auth.registry.desk;

import dev.facepay.auth.registry.DeviceRecord;
import dev.facepay.auth.registry.Shop;
import dev.facepay.auth.registry.store.Devices;
import dev.facepay.auth.registry.store.Shops;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.WechatApp;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings devices' states into the log. The log keeps the last one of each device, whatever its
 * version: so whoever published looks again, and says what is true if that has changed meanwhile.
 */
public final class DevicePublisher {

  private static final int PAGE = 100;

  private final Devices devices;
  private final Shops shops;
  private final Chains chains;
  private final FactPublisher publisher;

  public DevicePublisher(Devices devices, Shops shops, Chains chains, FactPublisher publisher) {
    this.devices = devices;
    this.shops = shops;
    this.chains = chains;
    this.publisher = publisher;
  }

  /** Publishes the device until what is in the log is what is written down. */
  void publish(DeviceId id) throws InterruptedException {
    Optional<Devices.Versioned> found = devices.find(id);
    while (found.isPresent() && found.get().unpublished()) {
      publisher.publish(state(found.get().device()));
      if (devices.published(found.get())) {
        return;
      }
      found = devices.find(id);
    }
  }

  /** What its maker did not publish: it died, or the broker was away. */
  void publishOlderThan(Instant before) throws InterruptedException {
    for (DeviceId id : devices.unpublished(before, PAGE)) {
      publish(id);
    }
  }

  /** Says every device's state again. */
  void reassert() throws InterruptedException {
    String after = "";
    List<DeviceRecord> page = devices.page(null, null, after, PAGE);
    while (!page.isEmpty()) {
      for (DeviceRecord device : page) {
        reassert(device.id());
      }
      after = page.getLast().id().value();
      page = devices.page(null, null, after, PAGE);
    }
  }

  private void reassert(DeviceId id) throws InterruptedException {
    @Nullable DeviceRecord said = null;
    Optional<DeviceRecord> now = devices.find(id).map(Devices.Versioned::device);
    while (now.isPresent() && (said == null || said.version() != now.get().version())) {
      said = now.get();
      publisher.publish(state(said));
      now = devices.find(id).map(Devices.Versioned::device);
    }
  }

  DeviceState state(DeviceRecord device) {
    Shop shop = shop(device);
    return new DeviceState(
        ref(device, shop),
        device.status(),
        device.key1(),
        device.key2(),
        app(shop),
        device.version(),
        device.changedAt());
  }

  DeviceRef ref(DeviceRecord device, Shop shop) {
    return new DeviceRef(device.id(), shop.id(), shop.name(), shop.merchant(), shop.subMerchant());
  }

  Shop shop(DeviceRecord device) {
    return shops
        .find(device.store())
        .orElseThrow(() -> new StoreUnavailable("the store of " + device.id() + " can't be read"));
  }

  @Nullable WechatApp app(Shop shop) {
    return chains.app(shop).orElse(null);
  }
}
