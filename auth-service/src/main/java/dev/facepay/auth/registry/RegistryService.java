package dev.facepay.auth.registry;

import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.StoreId;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher.FactNotPublished;
import dev.facepay.runtime.seal.EnrolmentCodes;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.wechat.Merchants;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Does what operators ask for. Each call is one conditional write; what it changed is published,
 * here or by the sweep if the broker is away.
 */
@Component
final class RegistryService {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryService.class);

  /** Operators rarely meet; a device that enrols in between is one other writer. */
  private static final int TRIES_MAX = 10;

  private static final int DEVICES_AT_ONCE = 100;

  /** An old code is told apart from a guess for so long. */
  private static final Duration CODE_REMEMBERED = Duration.ofDays(30);

  private final Shops shops;
  private final Devices devices;
  private final Merchants merchants;
  private final DevicePublisher publisher;
  private final EnrolmentCodes codes;
  private final Timekeeper time;
  private final RegistrySettings settings;

  RegistryService(
      Shops shops,
      Devices devices,
      Merchants merchants,
      DevicePublisher publisher,
      EnrolmentCodes codes,
      Timekeeper time,
      RegistrySettings settings) {
    this.shops = shops;
    this.devices = devices;
    this.merchants = merchants;
    this.publisher = publisher;
    this.codes = codes;
    this.time = time;
    this.settings = settings;
  }

  StoreReply addStore(Shop asked) {
    Optional<Shop> known = shops.find(asked.id());
    if (known.isEmpty() && merchants.find(asked.merchant().value()).isEmpty()) {
      return new Refused(RegistryProblem.MERCHANT_UNKNOWN);
    }
    Shop kept = known.isPresent() ? known.get() : shops.insert(asked, time.instant());
    return kept.equals(asked)
        ? new Store(kept, known.isEmpty(), known.isEmpty())
        : new Refused(RegistryProblem.STORE_EXISTS);
  }

  /**
   * Makes the store what is asked for, whatever it was. Its devices are told, and end with it if it
   * is closed.
   *
   * @param dry nothing is changed, only judged
   */
  StoreReply putStore(Shop asked, boolean dry) throws InterruptedException {
    for (int i = 0; i < TRIES_MAX; i++) {
      Optional<Shops.Versioned> found = shops.versioned(asked.id());
      Optional<Shop> known = found.map(Shops.Versioned::shop);
      boolean moves = known.filter(asked::isOfTheSameMerchant).isEmpty();
      if (moves && merchants.find(asked.merchant().value()).isEmpty()) {
        return new Refused(RegistryProblem.MERCHANT_UNKNOWN);
      }
      if (moves && known.isPresent() && !active(asked.id(), "").isEmpty()) {
        return new Refused(RegistryProblem.STORE_HAS_DEVICES);
      }
      if (dry) {
        return new Store(asked, known.isEmpty(), !known.equals(Optional.of(asked)));
      }
      if (found.isEmpty()) {
        if (shops.insert(asked, time.instant()).equals(asked)) {
          return new Store(asked, true, true);
        }
      } else if (known.equals(Optional.of(asked))
          || shops.replace(found.get(), asked, time.instant())) {
        tell(asked.id());
        return new Store(asked, false, !known.equals(Optional.of(asked)));
      }
    }
    throw new StoreUnavailable(asked.id() + " is written by others all the time");
  }

  /** What its maker did not tell the devices of: it died, or the database was away. */
  void tellOlderThan(Instant before) throws InterruptedException {
    for (StoreId store : shops.untold(before, DEVICES_AT_ONCE)) {
      tell(store);
    }
  }

  private void tell(StoreId store) throws InterruptedException {
    Optional<Shops.Versioned> found = shops.versioned(store).filter(Shops.Versioned::untold);
    if (found.isEmpty()) {
      return;
    }
    List<DeviceRecord> page = active(store, "");
    while (!page.isEmpty()) {
      for (DeviceRecord device : page) {
        if (found.get().shop().closed()) {
          revoke(device.id());
        } else {
          change(device.id(), (it, now) -> Optional.of(it).map(one -> one.told(now)));
        }
      }
      page = active(store, page.getLast().id().value());
    }
    shops.told(found.get());
  }

  private List<DeviceRecord> active(StoreId store, String after) {
    return devices.page(store.value(), DeviceStatus.ACTIVE.wire(), after, DEVICES_AT_ONCE);
  }

  /** A repeat finds the device and gets no code: a new one is made by {@link #newCode}. */
  DeviceReply addDevice(DeviceId id, String name, StoreId store) throws InterruptedException {
    Optional<Shop> shop = shops.find(store);
    if (shop.isEmpty()) {
      return new Refused(RegistryProblem.STORE_UNKNOWN);
    }
    if (shop.get().closed()) {
      return new Refused(RegistryProblem.STORE_CLOSED);
    }
    Optional<Devices.Versioned> known = devices.find(id);
    if (known.isPresent()) {
      return known.get().device().matches(name, store)
          ? new Device(known.get().device(), shop.get(), false)
          : new Refused(RegistryProblem.DEVICE_EXISTS);
    }
    Instant now = time.instant();
    FreshCode code = freshCode(now);
    DeviceRecord.OpenCode open = note(code, id);
    DeviceRecord device = DeviceRecord.fresh(id, name, store, open, now);
    if (!devices.insert(device, now)) {
      // Somebody else was faster: judged as a repeat.
      return addDevice(id, name, store);
    }
    if (shops.find(store).filter(Shop::closed).isPresent()) {
      // Closed meanwhile: whoever closed it may not have seen this one.
      revoke(id);
      return new Refused(RegistryProblem.STORE_CLOSED);
    }
    publish(id);
    return new Coded(device, shop.get(), code);
  }

  /** For a device's next key, or its first if its code is lost or expired. */
  DeviceReply newCode(DeviceId id) {
    FreshCode code = freshCode(time.instant());
    DeviceRecord.OpenCode open = new DeviceRecord.OpenCode(hash(code), code.expiresAt());
    for (int i = 0; i < TRIES_MAX; i++) {
      Optional<Devices.Versioned> found = devices.find(id);
      if (found.isEmpty()) {
        return new Refused(RegistryProblem.DEVICE_UNKNOWN);
      }
      Optional<DeviceRecord> next = RegistryDecider.newCode(found.get().device(), open);
      if (next.isEmpty()) {
        return new Refused(RegistryProblem.DEVICE_REVOKED);
      }
      note(code, id);
      if (devices.replace(found.get(), next.get(), time.instant())) {
        return new Coded(next.get(), publisher.shop(next.get()), code);
      }
    }
    throw new StoreUnavailable(id + " is written by others all the time");
  }

  DeviceReply revoke(DeviceId id) throws InterruptedException {
    return change(id, RegistryDecider::revoke);
  }

  /**
   * @param decide empty: nothing is to be changed
   */
  private DeviceReply change(
      DeviceId id, BiFunction<DeviceRecord, Instant, Optional<DeviceRecord>> decide)
      throws InterruptedException {
    for (int i = 0; i < TRIES_MAX; i++) {
      Optional<Devices.Versioned> found = devices.find(id);
      if (found.isEmpty()) {
        return new Refused(RegistryProblem.DEVICE_UNKNOWN);
      }
      DeviceRecord device = found.get().device();
      Instant now = time.instant();
      Optional<DeviceRecord> next = decide.apply(device, now);
      if (next.isEmpty() || devices.replace(found.get(), next.get(), now)) {
        publish(id);
        return new Device(next.orElse(device), publisher.shop(device), next.isPresent());
      }
    }
    throw new StoreUnavailable(id + " is written by others all the time");
  }

  private FreshCode freshCode(Instant now) {
    return new FreshCode(codes.fresh(), now.plus(settings.codeLife()));
  }

  private DeviceRecord.OpenCode note(FreshCode code, DeviceId device) {
    DeviceRecord.OpenCode open = new DeviceRecord.OpenCode(hash(code), code.expiresAt());
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

  sealed interface StoreReply {}

  sealed interface DeviceReply {}

  /**
   * @param fresh whether this call added it
   * @param changed whether it is otherwise than before; else the same was there
   */
  record Store(Shop shop, boolean fresh, boolean changed) implements StoreReply {}

  /** A device with a new code: it was added, or gets its next key. */
  record Coded(DeviceRecord device, Shop shop, FreshCode code) implements DeviceReply {}

  /**
   * @param changed whether this call changed it; else it was so already
   */
  record Device(DeviceRecord device, Shop shop, boolean changed) implements DeviceReply {}

  record Refused(RegistryProblem problem) implements StoreReply, DeviceReply {}

  /**
   * An enrolment code on its way to the operator who asked for it; kept nowhere, and never printed.
   *
   * @param code like {@code ABCDE-FGHJK}
   */
  record FreshCode(String code, Instant expiresAt) {

    @Override
    public String toString() {
      return "FreshCode";
    }
  }
}
