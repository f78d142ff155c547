package dev.facepay.pay;

import dev.facepay.pay.Attempt.Again;
import dev.facepay.pay.Attempt.Answered;
import dev.facepay.pay.Attempt.Asking;
import dev.facepay.pay.Attempt.Closed;
import dev.facepay.payment.PaymentFact.Outcome;
import dev.facepay.payment.PaymentFact.Settled;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.bson.Document;

/** An attempt as a document: {@code state} says which alternative it is. */
final class AttemptDocument {

  /** Epoch milliseconds; only in documents that the sweep must come back to. */
  static final String LEASE_UNTIL = "lease_until";

  private static final String HAND_OVERS = "hand_overs";

  private AttemptDocument() {}

  /**
   * @param kept how long it stays after all is said
   */
  static Document write(PaymentId id, long version, Attempt attempt, Duration kept) {
    Document document =
        new Document("_id", id.toString())
            .append("ver", version)
            .append("fingerprint", attempt.fingerprint());
    attempt
        .endedAt()
        .ifPresent(at -> document.append(Documents.EXPIRE_AT, Date.from(at.plus(kept))));
    return switch (attempt) {
      case Asking asking ->
          document
              .append("state", "asking")
              .append(LEASE_UNTIL, asking.leaseUntil().toEpochMilli())
              .append("fact", StoredFact.write(asking.ifInterrupted()));
      case Answered answered -> {
        document.append("state", "answered").append("fact", StoredFact.write(answered.fact()));
        answered
            .again()
            .ifPresent(
                it ->
                    document
                        .append(LEASE_UNTIL, it.at().toEpochMilli())
                        .append(HAND_OVERS, it.handOvers()));
        yield document;
      }
      case Closed closed ->
          document
              .append("state", "closed")
              .append("fact", StoredFact.write(closed.fact()))
              .append("outcome", StoredFact.write(closed.outcome()));
    };
  }

  private static Optional<Again> again(Document document) {
    return Optional.ofNullable(document.getLong(LEASE_UNTIL))
        .map(at -> new Again(Instant.ofEpochMilli(at), document.getInteger(HAND_OVERS, 0)));
  }

  static Attempt read(Document document) {
    String fingerprint = document.getString("fingerprint");
    Outcome fact = (Outcome) StoredFact.read(document.get("fact", Document.class));
    String state = document.getString("state");
    return switch (state) {
      case "asking" ->
          new Asking(
              fingerprint, Instant.ofEpochMilli(document.getLong(LEASE_UNTIL)), (Unknown) fact);
      case "answered" -> new Answered(fingerprint, fact, again(document));
      case "closed" ->
          new Closed(
              fingerprint,
              fact,
              (Settled) StoredFact.read(document.get("outcome", Document.class)));
      default -> throw new IllegalStateException("an attempt in state " + state);
    };
  }
}
