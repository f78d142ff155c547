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

  /** Who loses so often to others is not needed for what they wrote. */
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

  @Nullable Held find(String device) {
    return documents.find(device).map(HeldDocument::read).orElse(null);
  }

  /**
   * Takes the right to call.
   *
   * @param found what was read before, or null
   * @return empty if somebody else was faster
   */
  Optional<Held> takeUp(@Nullable Held found, Wish wish, Instant now, Instant until) {
    Held next;
    if (found == null) {
      next = Held.calling(wish, now, until, 1);
      return documents.insert(HeldDocument.write(next, kept))
          ? Optional.of(next)
          : Optional.empty();
    }
    next =
        found.isFor(wish)
            ? found.callingUntil(until)
            : Held.calling(wish, now, until, found.version() + 1);
    return replace(found, next) ? Optional.of(next) : Optional.empty();
  }

  /**
   * Changes what is there, however often others are faster.
   *
   * @param change null if there is nothing to change
   */
  void change(String device, Function<Held, @Nullable Held> change) {
    for (int i = 0; i < CHANGES_MAX; i++) {
      Held found = find(device);
      Held next = found == null ? null : change.apply(found);
      if (found == null || next == null || replace(found, next)) {
        return;
      }
    }
  }

  /** When the oldest credential that is kept was issued. */
  Optional<Instant> oldestIssuedAt() {
    List<Document> oldest = documents.findAtMost(HeldDocument.ISSUED_AT, Long.MAX_VALUE, 1);
    return oldest.stream()
        .findFirst()
        .map(found -> HeldDocument.instant(found, HeldDocument.ISSUED_AT));
  }

  private boolean replace(Held found, Held next) {
    return documents.replace(
        next.wish().device().key(), found.version(), HeldDocument.write(next, kept));
  }
}
