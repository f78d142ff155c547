package dev.facepay.pay;

import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentId;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.StoredFact;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/** The attempts that are written down, each with the version that guards its next write. */
final class Attempts {

  /** The version of an attempt that was just inserted. */
  static final long FIRST = 1;

  private final Documents attempts;
  private final Documents rejections;

  Attempts(Documents attempts, Documents rejections) {
    this.attempts = attempts;
    this.rejections = rejections;
  }

  record Versioned(Attempt attempt, long version) {}

  /** False if the payment is written down already. */
  boolean insert(PaymentId id, Attempt attempt) {
    return attempts.insert(AttemptDocument.write(id, FIRST, attempt));
  }

  Optional<Versioned> find(PaymentId id) {
    return attempts
        .find(id.toString())
        .map(found -> new Versioned(AttemptDocument.read(found), found.getLong("ver")));
  }

  /** False if somebody else wrote since {@code version}. */
  boolean replace(PaymentId id, long version, Attempt next) {
    return attempts.replace(id.toString(), version, AttemptDocument.write(id, version + 1, next));
  }

  /** Attempts still asking although their lease ended before {@code before}. */
  List<PaymentId> lapsed(Instant before, int limit) {
    return attempts.findAtMost(AttemptDocument.LEASE_UNTIL, before.toEpochMilli(), limit).stream()
        .map(found -> PaymentId.parse(found.getString("_id")))
        .toList();
  }

  /**
   * Writes a rejection down, so that a repeated delivery of the same request can't turn it into a
   * charge that the device does not expect.
   */
  void reject(RequestRejected fact) {
    rejections.insert(
        new Document("_id", fact.payment().id() + fact.discriminator())
            .append("ver", FIRST)
            .append("fact", StoredFact.write(fact)));
  }

  /** The rejection of this very request, if it was rejected before. */
  Optional<RequestRejected> findRejection(Requested request) {
    String id = request.payment().id() + RequestRejected.discriminator(request.payment());
    return rejections
        .find(id)
        .map(found -> (RequestRejected) StoredFact.read(found.get("fact", Document.class)));
  }
}
