package dev.facepay.reverse;

import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.StoredFact;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How chases ended: the first outcome of a payment is the truth. */
final class Outcomes {

  private static final String BEGUN_AT = "begun_at";

  private final Documents documents;

  Outcomes(Documents documents) {
    this.documents = documents;
  }

  /**
   * @param begunAt when the chase began that came to it; null: an older release wrote it down
   */
  record Ended(Settled outcome, @Nullable Instant begunAt) {

    /**
     * Whether that chase came to it, and not one before: the record of that one went only when all
     * was said.
     */
    boolean isOf(Chase chase) {
      return begunAt == null || begunAt.equals(chase.heardAt());
    }
  }

  Optional<Ended> find(PaymentId id) {
    return documents.find(id.toString()).map(Outcomes::read);
  }

  private static Ended read(Document found) {
    Long begunAt = found.getLong(BEGUN_AT);
    return new Ended(
        (Settled) StoredFact.read(found.get("fact", Document.class)),
        begunAt == null ? null : Instant.ofEpochMilli(begunAt));
  }

  /**
   * How it ended, as the log says, with all that there was to say: that counts, whatever an older
   * copy has that was never said. False if it is written down already.
   */
  boolean logged(Settled outcome) {
    String id = outcome.payment().id().toString();
    while (true) {
      Optional<Document> found = documents.find(id);
      if (found.filter(it -> read(it).outcome().equals(outcome)).isPresent()) {
        return false;
      }
      long version = found.map(it -> it.getLong("ver")).orElse(0L);
      Document next = document(outcome, version + 1, Instant.EPOCH);
      if (version == 0 ? documents.insert(next) : documents.replace(id, version, next)) {
        return true;
      }
    }
  }

  /** Returns what is true: this, or what another worker wrote before. */
  Ended decide(Chase chase, Settled outcome) {
    PaymentId id = outcome.payment().id();
    Document document = document(outcome, 1, chase.heardAt());
    return documents.insert(document)
        ? read(document)
        : find(id)
            .orElseThrow(
                () -> new StoreUnavailable(id + " is settled, but not for a majority yet"));
  }

  private static Document document(Settled outcome, long version, Instant begunAt) {
    return new Document("_id", outcome.payment().id().toString())
        .append("ver", version)
        .append(BEGUN_AT, begunAt.toEpochMilli())
        .append("fact", StoredFact.write(outcome));
  }
}
