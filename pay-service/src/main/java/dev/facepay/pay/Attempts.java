package dev.facepay.pay;

import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentId;
import dev.facepay.payment.PaymentRef;
import dev.facepay.payment.RejectReason;
import dev.facepay.runtime.store.Documents;
import dev.facepay.runtime.store.FirstFacts.StoredFact;
import dev.facepay.runtime.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.bson.Document;

/** The attempts that are written down, each with the version that guards its next write. */
final class Attempts {

  /** The version of an attempt that was just inserted. */
  static final long FIRST = 1;

  /** Tells one insert from any other. */
  private static final String MARK = "mark";

  private final Documents attempts;

  /** What was judged of a request alone: rejected with a fact, or admitted without one. */
  private final Documents requests;

  private final Duration kept;

  /**
   * @param kept how long a document stays after all is said
   */
  Attempts(Documents attempts, Documents requests, Duration kept) {
    this.attempts = attempts;
    this.requests = requests;
    this.kept = kept;
  }

  record Versioned(Attempt attempt, long version) {}

  /**
   * False if the payment is written down already. An insert whose outcome is not known is looked
   * up: what a majority has by now, with this insert's own mark, is this one's.
   *
   * @throws StoreUnavailable if that does not say it either
   */
  boolean insert(PaymentId id, Attempt attempt) {
    String mark = UUID.randomUUID().toString();
    try {
      return attempts.insert(AttemptDocument.write(id, FIRST, attempt, kept).append(MARK, mark));
    } catch (StoreUnavailable e) {
      return attempts
          .find(id.toString())
          .map(found -> mark.equals(found.getString(MARK)))
          .orElseThrow(() -> e);
    }
  }

  Optional<Versioned> find(PaymentId id) {
    return attempts.find(id.toString()).map(Attempts::read);
  }

  /** False if somebody else wrote since {@code version}. */
  boolean replace(PaymentId id, long version, Attempt next) {
    return attempts.replace(
        id.toString(), version, AttemptDocument.write(id, version + 1, next, kept));
  }

  /**
   * Reads, decides, writes; and again if somebody was faster.
   *
   * @param decide what is to be there; empty: nothing is to be written
   * @return whether something was written
   */
  boolean change(PaymentId id, Function<Optional<Attempt>, Optional<Attempt>> decide) {
    while (true) {
      Optional<Versioned> found = find(id);
      Optional<Attempt> next = decide.apply(found.map(Versioned::attempt));
      if (next.isEmpty()) {
        return false;
      }
      if (found.isPresent()
          ? replace(id, found.get().version(), next.get())
          : insert(id, next.get())) {
        return true;
      }
    }
  }

  /**
   * What the sweep had to come back to before {@code before}, longest ago first; not read yet,
   * since one may be broken.
   */
  List<Document> due(Instant before, int limit) {
    return attempts.findAtMost(AttemptDocument.LEASE_UNTIL, before.toEpochMilli(), limit);
  }

  static PaymentId id(Document found) {
    return PaymentId.parse(found.getString("_id"));
  }

  static Versioned read(Document found) {
    return new Versioned(AttemptDocument.read(found), found.getLong("ver"));
  }

  /** Puts a document that this release can't read behind all others, as it is. */
  void postpone(Document broken, Instant until) {
    put(
        attempts,
        broken,
        new Document(broken).append(AttemptDocument.LEASE_UNTIL, until.toEpochMilli()));
  }

  /** Its turn comes again, behind the others that are due. */
  void postponeRejection(Document rejection, Instant until) {
    put(
        requests,
        rejection,
        new Document(rejection).append(AttemptDocument.LEASE_UNTIL, until.toEpochMilli()));
  }

  /** Whether the sweep is going to say it, and nobody else may. */
  boolean isUnsaid(RequestRejected fact) {
    return requests
        .find(requestId(fact.payment()))
        .filter(found -> found.containsKey(AttemptDocument.LEASE_UNTIL))
        .isPresent();
  }

  /**
   * Makes a rejection due that is written down and was not said.
   *
   * @return false if it is not there, is due already, or changed meanwhile
   */
  boolean haveSaid(PaymentRef request, Instant due) {
    return requests
        .find(requestId(request))
        .filter(found -> found.containsKey("fact"))
        .filter(found -> !found.containsKey(AttemptDocument.LEASE_UNTIL))
        .filter(
            found ->
                put(
                    requests,
                    found,
                    new Document(found).append(AttemptDocument.LEASE_UNTIL, due.toEpochMilli())))
        .isPresent();
  }

  private static boolean put(Documents documents, Document found, Document next) {
    long version = found.getLong("ver");
    return documents.replace(found.getString("_id"), version, next.append("ver", version + 1));
  }

  /**
   * Writes a rejection down, so that a repeated delivery of the same request can't turn it into a
   * charge that the device does not expect.
   *
   * @return what is written down: this, or what was before; empty if the request was admitted
   *     meanwhile, or that can't be read yet: look again
   */
  Optional<RequestRejected> reject(RequestRejected fact) {
    return reject(fact, rejection(fact));
  }

  /**
   * Also due: nobody has the record any more who would say it.
   *
   * @return false if that request was judged before
   */
  boolean rejectUnsaid(RequestRejected fact, Instant due) {
    Document document = rejection(fact).append(AttemptDocument.LEASE_UNTIL, due.toEpochMilli());
    return reject(fact, document).filter(fact::equals).isPresent();
  }

  private Optional<RequestRejected> reject(RequestRejected fact, Document document) {
    String id = requestId(fact.payment());
    if (requests.insert(document.append("ver", FIRST))) {
      return Optional.of(fact);
    }
    // Admitted, but another content was written down first: it can't be asked for any more.
    if (fact.reason() == RejectReason.OTHER_CONTENT && isAdmitted(id)) {
      boolean replaced = requests.replace(id, FIRST, document.append("ver", FIRST + 1));
      return replaced ? Optional.of(fact) : Optional.empty();
    }
    return findRejection(fact.payment());
  }

  /**
   * Writes down that this very request is not going to be rejected for the attempt before it; of
   * two workers that judge it differently, the first one counts.
   *
   * @return false if it was rejected, or that can't be read yet: look again
   */
  boolean admit(PaymentRef request) {
    String id = requestId(request);
    Document admitted = expiring(new Document("_id", id).append("ver", FIRST), request);
    return requests.insert(admitted) || isAdmitted(id);
  }

  /** Rejections that nobody has published, due before that; longest ago first. */
  List<Document> unsaid(Instant before, int limit) {
    return requests.findAtMost(AttemptDocument.LEASE_UNTIL, before.toEpochMilli(), limit);
  }

  static RequestRejected rejection(Document found) {
    return (RequestRejected) StoredFact.read(found.get("fact", Document.class));
  }

  private Document rejection(RequestRejected fact) {
    Document document =
        new Document("_id", requestId(fact.payment())).append("fact", StoredFact.write(fact));
    return expiring(document, fact.payment());
  }

  private Document expiring(Document document, PaymentRef request) {
    return document.append(Documents.EXPIRE_AT, Date.from(request.requestedAt().plus(kept)));
  }

  /** It was published: it is due no more. */
  void said(Document rejection) {
    Document next = new Document(rejection);
    next.remove(AttemptDocument.LEASE_UNTIL);
    put(requests, rejection, next);
  }

  private boolean isAdmitted(String id) {
    return requests.find(id).filter(found -> !found.containsKey("fact")).isPresent();
  }

  /** The rejection of this very request, if it was rejected before. */
  Optional<RequestRejected> findRejection(PaymentRef request) {
    return requests
        .find(requestId(request))
        .filter(found -> found.containsKey("fact"))
        .map(Attempts::rejection);
  }

  private static String requestId(PaymentRef request) {
    return request.id() + RequestRejected.discriminator(request);
  }
}
