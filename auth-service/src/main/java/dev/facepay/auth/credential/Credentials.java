package dev.facepay.auth.credential;

import dev.facepay.runtime.store.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** One document a device; every change is guarded by the version that was read. */
final class Credentials {

  /** A process that loses so often to others is not needed for what they wrote. */
  private static final int CHANGES_MAX = 20;

  private final Documents documents;
  private final Duration kept;

  /**
   * @param kept how long a device that is silent is remembered beyond its credential's end
   */
  Credentials(Documents documents, Duration kept) {
    this.documents = documents;
    this.kept = kept;
  }

  @Nullable DeviceCredential find(String device) {
    return documents.find(device).map(DeviceCredentialDocument::read).orElse(null);
  }

  /**
   * Takes the right to call.
   *
   * @param found what was read before, or null
   * @return empty if somebody else was faster
   */
  Optional<DeviceCredential> takeUp(
      @Nullable DeviceCredential found, CredentialRequest request, Instant now, Instant until) {
    DeviceCredential next;
    if (found == null) {
      next = DeviceCredential.calling(request, now, until, 1);
      return documents.insert(DeviceCredentialDocument.write(next, kept))
          ? Optional.of(next)
          : Optional.empty();
    }
    next =
        found.isFor(request)
            ? found.callingUntil(until)
            : DeviceCredential.calling(request, now, until, found.version() + 1);
    return replace(found, next) ? Optional.of(next) : Optional.empty();
  }

  /**
   * Changes what is there, however often others are faster.
   *
   * @param change null if there is nothing to change
   */
  void change(String device, Function<DeviceCredential, @Nullable DeviceCredential> change) {
    for (int i = 0; i < CHANGES_MAX; i++) {
      DeviceCredential found = find(device);
      DeviceCredential next = found == null ? null : change.apply(found);
      if (found == null || next == null || replace(found, next)) {
        return;
      }
    }
  }

  /** When the oldest credential that is kept was issued. */
  Optional<Instant> oldestIssuedAt() {
    List<Document> oldest =
        documents.findAtMost(DeviceCredentialDocument.ISSUED_AT, Long.MAX_VALUE, 1);
    return oldest.stream()
        .findFirst()
        .map(found -> DeviceCredentialDocument.instant(found, DeviceCredentialDocument.ISSUED_AT));
  }

  private boolean replace(DeviceCredential found, DeviceCredential next) {
    return documents.replace(
        next.request().device().key(), found.version(), DeviceCredentialDocument.write(next, kept));
  }
}
