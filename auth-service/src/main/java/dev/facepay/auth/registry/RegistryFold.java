package dev.facepay.auth.registry;

import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.Stores;
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

  RegistryFold(Shops shops, Devices devices, InstantSource clock) {
    this.shops = shops;
    this.devices = devices;
    this.clock = clock;
  }

  /** On a copy of the service's database. */
  public static List<LogFold> folds(Stores stores, InstantSource clock) {
    return new RegistryFold(
            RegistryConfiguration.shops(stores), RegistryConfiguration.devices(stores), clock)
        .folds();
  }

  List<LogFold> folds() {
    return List.of(
        new LogFold(Topic.DEVICE, (fact, _) -> fact instanceof DeviceState state && write(state)));
  }

  /** As its device says it; that it is closed is not in the log. */
  private void store(DeviceState state, Instant now) {
    DeviceRef ref = state.device();
    Optional<Shops.Versioned> found = shops.versioned(ref.store());
    boolean closed = found.filter(it -> it.shop().closed()).isPresent();
    Shop said =
        new Shop(
            ref.store(), ref.storeName(), ref.merchant(), ref.subMerchant(), state.place(), closed);
    if (found.isEmpty()) {
      shops.insert(said, now);
    } else if (!found.get().shop().equals(said)) {
      shops.replace(found.get(), said, now);
    }
  }

  private boolean write(DeviceState state) {
    Instant now = clock.instant();
    DeviceRef ref = state.device();
    while (true) {
      Optional<Devices.Versioned> found = devices.find(ref.device());
      if (found.isPresent() && found.get().device().version() >= state.version()) {
        return false;
      }
      store(state, now);
      boolean written =
          found.isPresent()
              ? devices.replace(found.get(), found.get().device().asLogged(state), now)
              : devices.insert(DeviceRecord.of(state), now);
      if (written) {
        return true;
      }
    }
  }
}
