package dev.facepay.auth.registry;

import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.WechatApp;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.wechat.Merchants;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Brings devices' states into the log. The log keeps the last one of each device, whatever its
 * version: so whoever published looks again, and says what is true if that has changed meanwhile.
 */
@Component
final class DevicePublisher {

  private static final int PAGE = 100;

  private final Devices devices;
  private final Shops shops;
  private final Merchants merchants;
  private final FactPublisher publisher;

  DevicePublisher(Devices devices, Shops shops, Merchants merchants, FactPublisher publisher) {
    this.devices = devices;
    this.shops = shops;
    this.merchants = merchants;
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
        shop.place(),
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

  /** Null if the merchant's folder has gone since the store was added. */
  @Nullable WechatApp app(Shop shop) {
    MerchantId subMerchant = shop.subMerchant();
    return merchants
        .find(shop.merchant().value())
        .map(
            found ->
                new WechatApp(
                    found.appId(),
                    subMerchant == null ? null : found.subAppId(subMerchant.value()).orElse(null)))
        .orElse(null);
  }

  /** Sees to it that the log has what the registry says, whoever died in between. */
  static final class Sweep {

    private final DevicePublisher publisher;
    private final Timekeeper time;
    private final RegistrySettings settings;
    private Instant reassertAt = Instant.MIN;

    Sweep(DevicePublisher publisher, Timekeeper time, RegistrySettings settings) {
      this.publisher = publisher;
      this.time = time;
      this.settings = settings;
    }

    /** One look; an outage is an exception, and the next look makes it good. */
    void run() throws InterruptedException {
      Instant now = time.instant();
      publisher.publishOlderThan(now.minus(settings.publishAfter()));
      if (!now.isBefore(reassertAt)) {
        publisher.reassert();
        reassertAt = now.plus(settings.reassertEvery());
      }
    }
  }
}
