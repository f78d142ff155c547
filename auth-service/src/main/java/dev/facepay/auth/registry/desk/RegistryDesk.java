package dev.facepay.auth.registry.desk;

import dev.facepay.auth.registry.DeviceRecord;
import dev.facepay.auth.registry.OpenCode;
import dev.facepay.auth.registry.RegistryDecider;
import dev.facepay.auth.registry.RegistrySettings;
import dev.facepay.auth.registry.Shop;
import dev.facepay.auth.registry.desk.DeskReply.Refusal;
import dev.facepay.auth.registry.store.Devices;
import dev.facepay.auth.registry.store.Shops;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.StoreId;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactNotPublished;
import dev.facepay.runtime.seal.EnrolmentCodes;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What operators ask for. Each wish is one conditional write; what it changed is published, here or
 * by the sweep if the broker is away.
 */
public final class RegistryDesk {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryDesk.class);

  /** Operators rarely meet; a device that enrols in between is one other writer. */
  private static final int TRIES_MAX = 10;

  /** An old code is told apart from a guess for so long. */
  private static final Duration CODE_REMEMBERED = Duration.ofDays(30);

  private final Shops shops;
  private final Devices devices;
  private final Chains chains;
  private final DevicePublisher publisher;
  private final EnrolmentCodes codes;
  private final Timekeeper time;
  private final RegistrySettings settings;

  public RegistryDesk(
      Shops shops,
      Devices devices,
      Chains chains,
      DevicePublisher publisher,
      EnrolmentCodes codes,
      Timekeeper time,
      RegistrySettings settings) {
    this.shops = shops;
    this.devices = devices;
    this.chains = chains;
    this.publisher = publisher;
    this.codes = codes;
    this.time = time;
    this.settings = settings;
  }

  public DeskReply addStore(Shop wished) {
    Optional<Shop> known = shops.find(wished.id());
    if (known.isEmpty() && !chains.knows(wished.merchant())) {
      return new DeskReply.Refused(Refusal.MERCHANT_UNKNOWN);
    }
    Shop kept = known.isPresent() ? known.get() : shops.insert(wished, time.instant());
    return kept.equals(wished)
        ? new DeskReply.Store(kept, known.isEmpty())
        : new DeskReply.Refused(Refusal.STORE_EXISTS);
  }

  /** A repeat finds the device and gets no code: a new one is made by {@link #newCode}. */
  public DeskReply addDevice(DeviceId id, String name, StoreId store) throws InterruptedException {
    Optional<Shop> shop = shops.find(store);
    if (shop.isEmpty()) {
      return new DeskReply.Refused(Refusal.STORE_UNKNOWN);
    }
    Optional<Devices.Versioned> known = devices.find(id);
    if (known.isPresent()) {
      return known.get().device().isWished(name, store)
          ? new DeskReply.Device(known.get().device(), shop.get(), false)
          : new DeskReply.Refused(Refusal.DEVICE_EXISTS);
    }
    Instant now = time.instant();
    FreshCode code = freshCode(now);
    OpenCode open = note(code, id);
    DeviceRecord device = DeviceRecord.fresh(id, name, store, open, now);
    if (!devices.insert(device, now)) {
      // Somebody else was faster: judged as a repeat.
      return addDevice(id, name, store);
    }
    publish(id);
    return new DeskReply.Coded(device, shop.get(), code);
  }

  /** For a device's next key, or its first if its code is lost or expired. */
  public DeskReply newCode(DeviceId id) {
    FreshCode code = freshCode(time.instant());
    OpenCode open = new OpenCode(hash(code), code.expiresAt());
    for (int i = 0; i < TRIES_MAX; i++) {
      Optional<Devices.Versioned> found = devices.find(id);
      if (found.isEmpty()) {
        return new DeskReply.Refused(Refusal.DEVICE_UNKNOWN);
      }
      Optional<DeviceRecord> next = RegistryDecider.newCode(found.get().device(), open);
      if (next.isEmpty()) {
        return new DeskReply.Refused(Refusal.DEVICE_REVOKED);
      }
      note(code, id);
      if (devices.replace(found.get(), next.get(), time.instant())) {
        return new DeskReply.Coded(next.get(), publisher.shop(next.get()), code);
      }
    }
    throw new StoreUnavailable(id + " is written by others all the time");
  }

  public DeskReply revoke(DeviceId id) throws InterruptedException {
    for (int i = 0; i < TRIES_MAX; i++) {
      Optional<Devices.Versioned> found = devices.find(id);
      if (found.isEmpty()) {
        return new DeskReply.Refused(Refusal.DEVICE_UNKNOWN);
      }
      DeviceRecord device = found.get().device();
      Instant now = time.instant();
      Optional<DeviceRecord> next = RegistryDecider.revoke(device, now);
      if (next.isEmpty() || devices.replace(found.get(), next.get(), now)) {
        publish(id);
        return new DeskReply.Device(next.orElse(device), publisher.shop(device), next.isPresent());
      }
    }
    throw new StoreUnavailable(id + " is written by others all the time");
  }

  private FreshCode freshCode(Instant now) {
    return new FreshCode(codes.fresh(), now.plus(settings.codeLife()));
  }

  private OpenCode note(FreshCode code, DeviceId device) {
    OpenCode open = new OpenCode(hash(code), code.expiresAt());
    devices.noteCode(open.hash(), device, code.expiresAt().plus(CODE_REMEMBERED));
    return open;
  }

  private String hash(FreshCode code) {
    return codes.hash(code.code()).orElseThrow();
  }

  /** It is written down and will be published; the operator need not wait for the broker. */
  private void publish(DeviceId id) throws InterruptedException {
    try {
      publisher.publish(id);
    } catch (FactNotPublished e) {
      LOG.warn("event=device-not-published device={}: the sweep goes on", id);
    }
  }
}
