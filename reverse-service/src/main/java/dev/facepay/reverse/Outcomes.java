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
   * An outcome of which all was said that there is to say. False if one is written down already.
   */
  boolean insertSaid(Settled outcome) {
    return documents.insert(document(outcome, Instant.EPOCH));
  }

  /** Returns what is true: this, or what another worker wrote before. */
  Ended decide(Chase chase, Settled outcome) {
    PaymentId id = outcome.payment().id();
    Document document = document(outcome, chase.heardAt());
    return documents.insert(document)
        ? read(document)
        : find(id)
            .orElseThrow(
                () -> new StoreUnavailable(id + " is settled, but not for a majority yet"));
  }

  private static Document document(Settled outcome, Instant begunAt) {
    return new Document("_id", outcome.payment().id().toString())
        .append("ver", 1L)
        .append(BEGUN_AT, begunAt.toEpochMilli())
        .append("fact", StoredFact.write(outcome));
  }
}
