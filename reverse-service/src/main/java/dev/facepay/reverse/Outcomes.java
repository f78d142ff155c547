package dev.facepay.reverse;

import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.FirstFacts;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** How reversals ended: the first outcome of a payment is the truth. */
final class Outcomes {

  private static final String BEGUN_AT = "begun_at";

  private final FirstFacts<Ended> first;

  /**
   * @param kept how long an outcome is known
   */
  Outcomes(Documents documents, Duration kept) {
    first =
        new FirstFacts<>(
            documents,
            Ended::outcome,
            end -> FirstFacts.expiring(write(end), end.outcome(), kept),
            Outcomes::read);
  }

  /**
   * @param begunAt when the reversal began that came to it; null: an older release wrote it down
   */
  record Ended(Settled outcome, @Nullable Instant begunAt) {

    /**
     * Whether that reversal came to it, and not one before: the record of that one went only when
     * all was said.
     */
    boolean isOf(Reversal reversal) {
      return begunAt == null || begunAt.equals(reversal.heardAt());
    }
  }

  Optional<Ended> find(PaymentId id) {
    return first.find(id.toString());
  }

  /** Returns what is true: this, or what another worker wrote before. */
  Ended decide(Reversal reversal, Settled outcome) {
    return first.decide(new Ended(outcome, reversal.heardAt()));
  }

  /** As the log says, with all that there was to say. False if it is written down already. */
  boolean logged(Settled outcome) {
    return first.logged(new Ended(outcome, Instant.EPOCH));
  }

  private static Document write(Ended end) {
    Document document = new Document();
    if (end.begunAt() != null) {
      document.append(BEGUN_AT, end.begunAt().toEpochMilli());
    }
    return document.append("fact", StoredFact.write(end.outcome()));
  }

  private static Ended read(Document found) {
    Long begunAt = found.getLong(BEGUN_AT);
    return new Ended(
        (Settled) StoredFact.read(found.get("fact", Document.class)),
        begunAt == null ? null : Instant.ofEpochMilli(begunAt));
  }
}
