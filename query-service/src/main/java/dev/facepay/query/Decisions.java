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
    return documents.find(id.toString()).map(Decisions::read);
  }

  private static PaymentFact read(Document found) {
    return StoredFact.readPayment(found.get("fact", Document.class));
  }

  private static Document document(PaymentFact decision, long version) {
    return new Document("_id", decision.payment().id().toString())
        .append("ver", version)
        .append("fact", StoredFact.write(decision));
  }

  private boolean insert(PaymentFact decision) {
    return documents.insert(document(decision, 1));
  }

  /**
   * What was decided, as the log says: that counts, whatever an older copy has that was never said.
   * False if it is written down already.
   */
  boolean logged(PaymentFact decision) {
    String id = decision.payment().id().toString();
    while (true) {
      Optional<Document> found = documents.find(id);
      if (found.filter(it -> read(it).equals(decision)).isPresent()) {
        return false;
      }
      long version = found.map(it -> it.getLong("ver")).orElse(0L);
      if (version == 0
          ? insert(decision)
          : documents.replace(id, version, document(decision, version + 1))) {
        return true;
      }
    }
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
