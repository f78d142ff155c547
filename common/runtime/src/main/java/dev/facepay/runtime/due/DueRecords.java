package dev.facepay.runtime.due;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.due.DueWorker.DueHandler.DueStep;
import dev.facepay.runtime.store.Documents;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bson.Document;

/**
 * Due records in a collection of their own. Every change is guarded by the version, so of two
 * workers on one record the slower one loses; a finished record is deleted, so the collection holds
 * open work only.
 */
public final class DueRecords {

  /** What the collection is sorted by: name both when the collection is opened. */
  public static final String DUE_AT = "due_at";

  public static final String FIRST_DUE_AT = "first_due_at";

  private final Documents documents;

  public DueRecords(Documents documents) {
    this.documents = documents;
  }

  /** False if there is a record of that id; it goes on as it is. */
  public boolean open(DueRecord record) {
    return documents.insert(DueDocument.write(record));
  }

  public Optional<DueRecord> find(String id) {
    return documents.find(id).map(DueDocument::read);
  }

  /** The documents that are due, the longest overdue first; not read yet, one may be broken. */
  List<Document> due(Instant now, int limit) {
    return documents.findAtMost(DUE_AT, now.toEpochMilli(), limit);
  }

  /** Puts a document that this release can't read behind all others, as it is. */
  boolean postpone(Document broken, Instant dueAt) {
    if (broken.get(Documents.ID) instanceof String id
        && broken.get(Documents.VER) instanceof Number ver) {
      Document next = new Document(broken);
      next.put(Documents.VER, ver.longValue() + 1);
      next.put(DUE_AT, dueAt.toEpochMilli());
      return documents.replace(id, ver.longValue(), next);
    }
    return false;
  }

  /** Takes the record up until now + lease; empty if somebody else did. */
  Optional<DueRecord> claim(DueRecord found, Instant now, Duration lease) {
    return save(
        new DueRecord(
            found.id(),
            found.origin(),
            found.ver() + 1,
            now.plus(lease),
            true,
            found.tries() + 1,
            found.body(),
            found.unpublished(),
            found.after()));
  }

  /**
   * Writes down what a claim came to. With facts, the record stays claimed while they are being
   * published; empty if the lease was lost and somebody else went on.
   */
  Optional<DueRecord> decide(DueRecord claimed, DueStep step) {
    return save(
        new DueRecord(
            claimed.id(),
            claimed.origin(),
            claimed.ver() + 1,
            claimed.dueAt(),
            true,
            claimed.tries(),
            claimed.body(),
            step.facts(),
            step));
  }

  /** Lets the record go: deleted if finished, else due when the step says. */
  boolean release(DueRecord published) {
    return switch (published.after()) {
      case DueStep.Finished finished -> documents.delete(published.id(), published.ver());
      case DueStep.Later later ->
          save(new DueRecord(
                  published.id(),
                  published.origin(),
                  published.ver() + 1,
                  later.dueAt(),
                  false,
                  published.tries(),
                  later.body(),
                  List.of(),
                  later))
              .isPresent();
    };
  }

  /** Lets a record go that somebody else has finished; false if it has changed meanwhile. */
  public boolean drop(DueRecord found) {
    return documents.delete(found.id(), found.ver());
  }

  /**
   * Begins the work on a record anew, whatever its lease says: for one of an older copy, whose
   * holder is dead. What it had decided and not let go is decided again.
   *
   * @return false if it has changed meanwhile
   */
  public boolean anew(DueRecord found, Instant dueAt, Document body) {
    return save(new DueRecord(
            found.id(),
            found.origin(),
            found.ver() + 1,
            dueAt,
            false,
            found.tries(),
            body,
            List.of(),
            DueStep.later(dueAt, body)))
        .isPresent();
  }

  /** Gives a claim back before its lease lapses. */
  boolean giveBack(DueRecord claimed, Instant dueAt) {
    return save(new DueRecord(
            claimed.id(),
            claimed.origin(),
            claimed.ver() + 1,
            dueAt,
            false,
            claimed.tries(),
            claimed.body(),
            claimed.unpublished(),
            claimed.after()))
        .isPresent();
  }

  /** What became of an amendment. */
  public enum Amended {
    DONE,
    /** Somebody works on the record, or its facts are on their way: try again. */
    BUSY,
    /** There is no such record; perhaps it is finished. */
    ABSENT
  }

  /**
   * Changes what a record is about and makes it due now. Only while nobody has it: who holds the
   * lease decides by what the record said when it was claimed.
   */
  public Amended amend(String id, Instant now, UnaryOperator<Document> change) {
    Optional<DueRecord> found = find(id);
    if (found.isEmpty()) {
      return Amended.ABSENT;
    }
    DueRecord record = found.get();
    boolean held = record.leased() && record.dueAt().isAfter(now);
    if (held || !record.unpublished().isEmpty()) {
      return Amended.BUSY;
    }
    Document body = change.apply(record.body());
    DueRecord next =
        new DueRecord(
            id,
            record.origin(),
            record.ver() + 1,
            now,
            false,
            record.tries(),
            body,
            List.of(),
            DueStep.later(now, body));
    return save(next).isPresent() ? Amended.DONE : Amended.BUSY;
  }

  /** How many records are open. */
  public long count() {
    return documents.count();
  }

  /** When the record that has been open for the longest was first due; empty if none is open. */
  public Optional<Instant> oldest() {
    return documents.findAtMost(FIRST_DUE_AT, Long.MAX_VALUE, 1).stream()
        .findFirst()
        .map(DueDocument::firstDueAt);
  }

  /** How many records nobody would ever take up: always 0. */
  public long countWithoutDue() {
    return documents.countWithout(DUE_AT);
  }

  private Optional<DueRecord> save(DueRecord next) {
    return documents.replace(next.id(), next.ver() - 1, DueDocument.write(next))
        ? Optional.of(next)
        : Optional.empty();
  }

  /**
   * Work that is due at a time.
   *
   * @param origin since when, and from which request
   * @param ver of the document; whoever saves must have read this version
   * @param dueAt when it may be taken up; while somebody works on it, when that one's lease lapses
   * @param leased whether somebody works on it, or did until the lease lapsed
   * @param tries how often it was taken up
   * @param body what the work is about: the owner's own fields
   * @param unpublished facts that were decided and that the broker has not acknowledged yet
   * @param after what follows once they are published
   */
  public record DueRecord(
      String id,
      Origin origin,
      long ver,
      Instant dueAt,
      boolean leased,
      int tries,
      Document body,
      List<Fact> unpublished,
      DueStep after) {

    public DueRecord {
      unpublished = List.copyOf(unpublished);
    }

    /** Work that nobody has taken up yet; it goes on with the current trace. */
    public static DueRecord first(String id, Instant dueAt, Document body) {
      Origin origin = new Origin(dueAt, Trace.current());
      return new DueRecord(
          id, origin, 1, dueAt, false, 0, body, List.of(), DueStep.later(dueAt, body));
    }

    /**
     * Where due work comes from; stays with it to its end.
     *
     * @param firstDueAt when it was due for the first time: its age counts from here
     * @param trace of the work that opened it, which all steps go on with
     */
    public record Origin(Instant firstDueAt, Optional<Trace> trace) {

      /** The next step of the trace; a new one if it was opened without. */
      Trace next() {
        return trace.map(Trace::child).orElseGet(Trace::start);
      }
    }
  }
}
