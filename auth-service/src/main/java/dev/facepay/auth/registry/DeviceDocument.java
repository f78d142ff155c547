package dev.facepay.auth.registry;

import dev.facepay.payment.Coded;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.KeySlot;
import dev.facepay.payment.StoreId;
import java.time.Instant;
import java.util.Date;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** A device as a document. Keys and codes are in it as hashes alone. */
final class DeviceDocument {

  /** When the change was made that the log does not have yet, in ms; absent if it has all. */
  static final String UNPUBLISHED = "unpublished_at";

  private DeviceDocument() {}

  static Document write(DeviceRecord device, long ver, @Nullable Long unpublishedAtMs) {
    Document document =
        new Document("_id", device.id().value())
            .append("ver", ver)
            .append("name", device.name())
            .append("store_id", device.store().value())
            .append("status", device.status().wire())
            .append("state_version", device.version())
            .append("created_at", Date.from(device.createdAt()))
            .append("changed_at", Date.from(device.changedAt()));
    put(document, "key_1", device.key1());
    put(document, "key_2", device.key2());
    DeviceRecord.OpenCode code = device.code();
    if (code != null) {
      document.append(
          "code",
          new Document("hash", code.hash()).append("expires_at", Date.from(code.expiresAt())));
    }
    DeviceRecord.Enrolment last = device.last();
    if (last != null) {
      document.append(
          "last",
          new Document("code_hash", last.codeHash())
              .append("key_hash", last.keyHash())
              .append("at", Date.from(last.at())));
    }
    if (unpublishedAtMs != null) {
      document.append(UNPUBLISHED, unpublishedAtMs);
    }
    return document;
  }

  static DeviceRecord read(Document found) {
    Document code = found.get("code", Document.class);
    Document last = found.get("last", Document.class);
    return new DeviceRecord(
        new DeviceId(found.getString("_id")),
        found.getString("name"),
        new StoreId(found.getString("store_id")),
        Coded.read(DeviceStatus.class, found.getString("status")),
        key(found.get("key_1", Document.class)),
        key(found.get("key_2", Document.class)),
        code == null
            ? null
            : new DeviceRecord.OpenCode(code.getString("hash"), time(code, "expires_at")),
        last == null
            ? null
            : new DeviceRecord.Enrolment(
                last.getString("code_hash"), last.getString("key_hash"), time(last, "at")),
        found.getInteger("state_version"),
        time(found, "created_at"),
        time(found, "changed_at"));
  }

  private static void put(Document document, String slot, @Nullable KeySlot key) {
    if (key != null) {
      Document stored = new Document("hash", key.hash());
      if (key.until() != null) {
        stored.append("until", Date.from(key.until()));
      }
      document.append(slot, stored);
    }
  }

  private static @Nullable KeySlot key(@Nullable Document stored) {
    if (stored == null) {
      return null;
    }
    Date until = stored.getDate("until");
    return new KeySlot(stored.getString("hash"), until == null ? null : until.toInstant());
  }

  private static Instant time(Document document, String field) {
    return document.getDate(field).toInstant();
  }
}
