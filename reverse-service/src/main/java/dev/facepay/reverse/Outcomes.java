package dev.facepay.reverse;

import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.StoredFact;
import java.util.Optional;
import org.bson.Document;

/** How chases ended: the first outcome of a payment is the truth. */
final class Outcomes {

  private final Documents documents;

  Outcomes(Documents documents) {
    this.documents = documents;
  }

  Optional<Settled> find(PaymentId id) {
    return documents
        .find(id.toString())
        .map(found -> (Settled) StoredFact.read(found.get("fact", Document.class)));
  }

  /** Returns what is true: this, or what another worker wrote before. */
  Settled decide(Settled outcome) {
    PaymentId id = outcome.payment().id();
    Document document =
        new Document("_id", id.toString())
            .append("ver", 1L)
            .append("fact", StoredFact.write(outcome));
    return documents.insert(document)
        ? outcome
        : find(id)
            .orElseThrow(
                () -> new StoreUnavailable(id + " is settled, but not for a majority yet"));
  }
}
