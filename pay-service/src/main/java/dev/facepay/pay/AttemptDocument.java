package dev.facepay.pay;

import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.store.StoredFact;
import java.time.Instant;
import org.bson.Document;

/** An attempt as a document: {@code state} says which alternative it is. */
final class AttemptDocument {

  /** Epoch milliseconds; only in documents that the sweep must come back to. */
  static final String LEASE_UNTIL = "lease_until";

  private AttemptDocument() {}

  static Document write(PaymentId id, long version, Attempt attempt) {
    Document document =
        new Document("_id", id.toString())
            .append("ver", version)
            .append("fingerprint", attempt.fingerprint());
    return switch (attempt) {
      case Asking asking ->
          document
              .append("state", "asking")
              .append(LEASE_UNTIL, asking.leaseUntil().toEpochMilli())
              .append("fact", StoredFact.write(asking.ifInterrupted()));
      case Answered answered -> {
        document.append("state", "answered").append("fact", StoredFact.write(answered.fact()));
        if (answered.unpublished()) {
          document.append(LEASE_UNTIL, answered.fact().occurredAt().toEpochMilli());
        }
        yield document;
      }
      case Closed closed ->
          document
              .append("state", "closed")
              .append("fact", StoredFact.write(closed.fact()))
              .append("outcome", StoredFact.write(closed.outcome()));
    };
  }

  static Attempt read(Document document) {
    String fingerprint = document.getString("fingerprint");
    PaymentFact fact = StoredFact.readPayment(document.get("fact", Document.class));
    String state = document.getString("state");
    return switch (state) {
      case "asking" ->
          new Asking(
              fingerprint, Instant.ofEpochMilli(document.getLong(LEASE_UNTIL)), (Unknown) fact);
      case "answered" -> new Answered(fingerprint, fact, document.containsKey(LEASE_UNTIL));
      case "closed" ->
          new Closed(
              fingerprint,
              fact,
              (Settled) StoredFact.read(document.get("outcome", Document.class)));
      default -> throw new IllegalStateException("an attempt in state " + state);
    };
  }
}
