package dev.facepay.console.totals;

import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.DeviceStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the registry says of devices and of the stores in which they stand, from the log, in memory.
 */
public final class KnownDevices {

  private final Map<String, DeviceState> devices = new ConcurrentHashMap<>();

  /** By merchant and store: what was said last of any of its devices. */
  private final Map<List<String>, DeviceState> stores = new ConcurrentHashMap<>();

  /** Any order, any number of times: the newest counts. */
  public void accept(DeviceState fact) {
    devices.merge(fact.key(), fact, (one, other) -> one.version() > other.version() ? one : other);
    stores.merge(
        place(fact.device()),
        fact,
        (one, other) -> one.occurredAt().isAfter(other.occurredAt()) ? one : other);
  }

  private static List<String> place(DeviceRef device) {
    return List.of(device.merchant().value(), device.store().value());
  }

  /**
   * Whether the registry ended it.
   *
   * @param device its key in the log, with its merchant
   */
  public boolean isRevoked(String device) {
    DeviceState state = devices.get(device);
    return state != null && state.status() != DeviceStatus.ACTIVE;
  }

  /** As people call the store; empty if the registry said nothing of it. */
  Optional<String> storeName(String merchant, String store) {
    return Optional.ofNullable(stores.get(List.of(merchant, store)))
        .map(state -> state.device().storeName().value());
  }

  /** Those that are not revoked. */
  Collection<DeviceRef> active() {
    return devices.values().stream()
        .filter(state -> state.status() == DeviceStatus.ACTIVE)
        .map(DeviceState::device)
        .toList();
  }
}
