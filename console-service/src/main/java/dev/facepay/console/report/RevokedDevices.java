package dev.facepay.console.report;

import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceStatus;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which devices the registry ended, from the log, in memory. */
final class RevokedDevices {

  private final Map<String, DeviceState> newest = new ConcurrentHashMap<>();

  /** Any order, any number of times: the newest version counts. */
  void accept(DeviceState fact) {
    newest.merge(fact.key(), fact, (one, other) -> one.version() > other.version() ? one : other);
  }

  /**
   * @param device its key in the log, with its merchant
   */
  boolean contains(String device) {
    DeviceState state = newest.get(device);
    return state != null && state.status() != DeviceStatus.ACTIVE;
  }
}
