package dev.facepay.runtime.due;

import dev.facepay.runtime.Trace;
import java.time.Instant;
import java.util.Optional;

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
