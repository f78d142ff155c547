package dev.facepay.runtime.due;

import dev.facepay.payment.Fact;
import dev.facepay.runtime.Trace;
import dev.facepay.runtime.due.DueHandler.DueStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

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
