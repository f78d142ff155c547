package dev.facepay.query;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.FirstFacts;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;

/** What the query stage decided: the first decision for a payment is the truth. */
final class Decisions {

  private final FirstFacts<PaymentFact> first;

  Decisions(Documents documents, Duration kept) {
    first =
        new FirstFacts<>(
            documents,
            Function.identity(),
            decision ->
                FirstFacts.expiring(
                    new Document("fact", StoredFact.write(decision)), decision, kept),
            found -> StoredFact.readPayment(found.get("fact", Document.class)));
  }

  Optional<PaymentFact> find(PaymentId id) {
    return first.find(id.toString());
  }

  /** Returns what is decided: this, or what another worker decided before. */
  PaymentFact decide(PaymentFact decision) {
    return first.decide(decision);
  }

  /** As the log says. False if it is written down already. */
  boolean logged(PaymentFact decision) {
    return first.logged(decision);
  }
}
