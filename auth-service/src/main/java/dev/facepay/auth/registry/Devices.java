package dev.facepay.auth.registry;

import dev.facepay.payment.DeviceId;
import dev.facepay.runtime.store.Documents;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The devices, each with the version that guards its next write, and which code was made for which.
 */
final class Devices {

  /** What {@link Documents#findAtMost} is asked for. */
  static final String SORTED = DeviceDocument.UNPUBLISHED;

  private static final long FIRST = 1;

  private final Documents devices;
  private final Documents codes;

  Devices(Documents devices, Documents codes) {
    this.devices = devices;
    this.codes = codes;
  }

  /**
   * @param ver of the document, for the next write
   * @param unpublished whether the log may not have this state yet
   */
  record Versioned(DeviceRecord device, long ver, boolean unpublished) {}

  /** To be published. False if there is a device of that id. */
  boolean insert(DeviceRecord device, Instant now) {
    return devices.insert(DeviceDocument.write(device, FIRST, now.toEpochMilli()));
  }

  Optional<Versioned> find(DeviceId id) {
    return devices.find(id.value()).map(Devices::versioned);
  }

  /**
   * To be published if the edge must know. False if somebody else wrote since.
   *
   * @param before what {@code next} was made of
   */
  boolean replace(Versioned before, DeviceRecord next, Instant now) {
    boolean news = next.version() != before.device().version();
    return write(before, next, news || before.unpublished() ? now.toEpochMilli() : null);
  }

  /** The log has it. False if somebody else wrote since: then what the log has may be old. */
  boolean published(Versioned published) {
    return write(published, published.device(), null);
  }

  private boolean write(Versioned before, DeviceRecord next, @Nullable Long unpublishedAtMs) {
    Document document = DeviceDocument.write(next, before.ver() + 1, unpublishedAtMs);
    return devices.replace(next.id().value(), before.ver(), document);
  }

  /** Those whose change was made before {@code before} and may not be in the log. */
  List<DeviceId> unpublished(Instant before, int limit) {
    return devices.findAtMost(SORTED, before.toEpochMilli(), limit).stream()
        .map(found -> new DeviceId(found.getString("_id")))
        .toList();
  }

  /**
   * By rising id.
   *
   * @param store wire name of the one that is wanted, or null
   * @param status the same
   * @param after the device to go on behind; empty: from the first
   */
  List<DeviceRecord> page(
      @Nullable String store, @Nullable String status, String after, int limit) {
    return devices.page(equal(store, status), after, limit).stream()
        .map(DeviceDocument::read)
        .toList();
  }

  /**
   * The same for people.
   *
   * @param typed a part of its id or name; empty: all
   */
  Page<DeviceRecord> search(
      @Nullable String store, @Nullable String status, String typed, String after, int limit) {
    return Page.of(
        devices,
        equal(store, status),
        after,
        limit,
        DeviceDocument::read,
        device -> Page.isMeant(typed, device.id().value(), device.name()));
  }

  private static Map<String, String> equal(@Nullable String store, @Nullable String status) {
    Map<String, String> equal = new LinkedHashMap<>();
    if (store != null) {
      equal.put("store_id", store);
    }
    if (status != null) {
      equal.put("status", status);
    }
    return equal;
  }

  /**
   * Writes down which device a code leads to, before the device has it: a code that leads nowhere
   * opens nothing.
   *
   * @param forgetAt long after the code has expired: until then it is told apart from a guess
   */
  void noteCode(String codeHash, DeviceId device, Instant forgetAt) {
    codes.insert(
        new Document("_id", codeHash)
            .append("ver", FIRST)
            .append("device_id", device.value())
            .append(Documents.EXPIRE_AT, forgetAt));
  }

  /** The device that the code was made for. */
  Optional<DeviceId> byCode(String codeHash) {
    return codes.find(codeHash).map(found -> new DeviceId(found.getString("device_id")));
  }

  private static Versioned versioned(Document found) {
    return new Versioned(
        DeviceDocument.read(found),
        found.getLong("ver"),
        found.containsKey(DeviceDocument.UNPUBLISHED));
  }
}
