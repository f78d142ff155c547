package dev.facepay.auth.registry;

import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceId;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * When each device was last heard of. Apart from the devices: heartbeats must not stand in the way
 * of a revocation.
 */
final class Heartbeats {

  /** Two heartbeats of one device at once are rare already. */
  private static final int TRIES_MAX = 10;

  private final Documents documents;

  Heartbeats(Documents documents) {
    this.documents = documents;
  }

  /** Of two heartbeats the later counts, in whatever order they come. */
  void seen(DeviceSeen seen) {
    String id = seen.device().device().value();
    for (int i = 0; i < TRIES_MAX; i++) {
      Optional<Document> before = documents.find(id);
      if (before.isPresent()
          && !before.get().getDate("at").toInstant().isBefore(seen.occurredAt())) {
        return;
      }
      boolean written =
          before.isPresent()
              ? documents.replace(
                  id, before.get().getLong("ver"), write(seen, before.get().getLong("ver") + 1))
              : documents.insert(write(seen, 1));
      if (written) {
        return;
      }
    }
    throw new StoreUnavailable("a heartbeat lost to others " + TRIES_MAX + " times");
  }

  Optional<Heartbeat> find(DeviceId device) {
    return documents
        .find(device.value())
        .map(
            found ->
                new Heartbeat(
                    found.getDate("at").toInstant(),
                    found.getString("face_sdk_version"),
                    found.getString("app_version")));
  }

  private static Document write(DeviceSeen seen, long ver) {
    Document document =
        new Document("_id", seen.device().device().value())
            .append("ver", ver)
            .append("at", Date.from(seen.occurredAt()))
            .append("face_sdk_version", seen.faceSdkVersion());
    if (seen.appVersion() != null) {
      document.append("app_version", seen.appVersion());
    }
    return document;
  }

  /** When a device was last heard of, and what ran on it. */
  record Heartbeat(Instant at, String faceSdkVersion, @Nullable String appVersion) {}
}
