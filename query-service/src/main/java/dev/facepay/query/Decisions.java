package dev.facepay.query;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoreUnavailable;
import dev.facepay.runtime.store.StoredFact;
import java.util.Optional;
import org.bson.Document;

/** What the query stage decided: the first decision for a payment is the truth. */
final class Decisions {

  private final Documents documents;

  Decisions(Documents documents) {
    this.documents = documents;
  }

  Optional<PaymentFact> find(PaymentId id) {
    return documents
        .find(id.toString())
        .map(found -> StoredFact.readPayment(found.get("fact", Document.class)));
  }

  /** False if the payment is decided already. */
  boolean insert(PaymentFact decision) {
    return documents.insert(
        new Document("_id", decision.payment().id().toString())
            .append("ver", 1L)
            .append("fact", StoredFact.write(decision)));
  }

  /** Returns what is decided: this, or what another worker decided before. */
  PaymentFact decide(PaymentFact decision) {
    PaymentId id = decision.payment().id();
    return insert(decision)
        ? decision
        : find(id)
            .orElseThrow(
                () -> new StoreUnavailable(id + " is decided, but not for a majority yet"));
  }
}
