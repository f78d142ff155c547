package dev.facepay.edge.access;

import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.DeviceRef;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.KeySlot;
import dev.facepay.payment.WechatApp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The device registry as the log tells it: the newest state of every device, by its keys' hashes.
 * Looked up without a lock; changed by the follower's one thread.
 */
public final class DeviceRegistry {

  private final Map<String, DeviceState> byDevice = new ConcurrentHashMap<>();
  private final Map<String, Entry> byKey = new ConcurrentHashMap<>();
  private final Object changed = new Object();
  private final int max;
  private volatile boolean full;

  /**
   * @param max how many devices are held
   */
  DeviceRegistry(int max) {
    this.max = max;
  }

  private record Entry(DeviceState state, KeySlot slot, Terminal terminal) {}

  /** Takes a state from the log, as often as it comes; an older one changes nothing. */
  public synchronized void accept(DeviceState state) {
    DeviceState before = byDevice.get(state.key());
    if (before != null && before.version() > state.version()) {
      return;
    }
    if (before == null && byDevice.size() >= max) {
      full = true;
      return;
    }
    byDevice.put(state.key(), state);
    Set<String> gone = new HashSet<>(before == null ? Set.of() : hashes(before));
    Terminal terminal = terminal(state);
    slots(state)
        .forEach(
            slot -> {
              byKey.put(slot.hash(), new Entry(state, slot, terminal));
              gone.remove(slot.hash());
            });
    gone.forEach(byKey::remove);
    synchronized (changed) {
      changed.notifyAll();
    }
  }

  ApiKeys.Verdict find(KeyHash key, Instant now) {
    Entry entry = byKey.get(key.hex());
    if (entry == null) {
      return new ApiKeys.Verdict.Stranger();
    }
    Device device = entry.terminal().device();
    if (entry.state().status() != DeviceStatus.ACTIVE) {
      return new ApiKeys.Verdict.Revoked(device);
    }
    Instant until = entry.slot().until();
    return until == null || now.isBefore(until)
        ? new ApiKeys.Verdict.Known(entry.terminal())
        : new ApiKeys.Verdict.Expired(device);
  }

  /** A key as the registry knows it. */
  public static String hash(String key) {
    return KeyHash.of(key).hex();
  }

  /** Waits until the log has told of a key, but no longer than {@code atMost}. */
  public void awaitKey(String hash, Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    synchronized (changed) {
      long leftNanos = until - System.nanoTime();
      while (!byKey.containsKey(hash) && leftNanos > 0) {
        // Rounded up, so that nothing spins in the last millisecond.
        changed.wait(leftNanos / 1_000_000 + 1);
        leftNanos = until - System.nanoTime();
      }
    }
  }

  Collection<Device> devices() {
    return byDevice.values().stream()
        .filter(state -> state.status() == DeviceStatus.ACTIVE)
        .map(state -> terminal(state).device())
        .toList();
  }

  /** Whether the log has told of more devices than are held. */
  boolean isFull() {
    return full;
  }

  /** Those that may act. */
  int size() {
    return devices().size();
  }

  private static Set<String> hashes(DeviceState state) {
    Set<String> hashes = new HashSet<>();
    slots(state).forEach(slot -> hashes.add(slot.hash()));
    return hashes;
  }

  private static Stream<KeySlot> slots(DeviceState state) {
    return Stream.<@Nullable KeySlot>of(state.key1(), state.key2())
        .mapMulti(
            (slot, next) -> {
              if (slot != null) {
                next.accept(slot);
              }
            });
  }

  private static Terminal terminal(DeviceState state) {
    DeviceRef ref = state.device();
    WechatApp app = state.app();
    return new Terminal(
        new Device(ref.device(), ref.store(), ref.merchant(), ref.subMerchant()),
        ref.storeName().value(),
        app == null ? null : app.appId(),
        app == null ? null : app.subAppId(),
        state.place());
  }
}
