package dev.facepay.auth.registry.desk;

import dev.facepay.auth.registry.DeviceRecord;
import dev.facepay.auth.registry.Shop;
import dev.facepay.auth.registry.store.Devices;
import dev.facepay.auth.registry.store.Shops;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.LogFold;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * What the log says of devices and their stores, for documents that were restored from an older
 * copy: else the hourly repeat would bring a revoked key back. What a device is called is not in
 * the log, nor are codes that wait: a device that only the log knows is called by its id.
 */
public final class RegistryFold {

  private final Shops shops;
  private final Devices devices;
  private final InstantSource clock;

  public RegistryFold(Shops shops, Devices devices, InstantSource clock) {
    this.shops = shops;
    this.devices = devices;
    this.clock = clock;
  }

  public List<LogFold> folds() {
    return List.of(new LogFold(Topic.DEVICE, (fact, _) -> told(fact)));
  }

  private boolean told(Fact fact) {
    return fact instanceof DeviceState state && write(state);
  }

  private boolean write(DeviceState state) {
    Instant now = clock.instant();
    DeviceRef ref = state.device();
    while (true) {
      Optional<Devices.Versioned> found = devices.find(ref.device());
      if (found.isPresent() && found.get().device().version() >= state.version()) {
        return false;
      }
      if (found.isEmpty()) {
        shops.insert(
            new Shop(ref.store(), ref.storeName(), ref.merchant(), ref.subMerchant()), now);
      }
      boolean written =
          found.isPresent()
              ? devices.replace(found.get(), found.get().device().told(state), now)
              : devices.insert(DeviceRecord.of(state), now);
      if (written) {
        return true;
      }
    }
  }
}
