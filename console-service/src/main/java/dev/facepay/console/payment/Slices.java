package dev.facepay.console.payment;

import dev.facepay.console.documents.Cursor;
import java.time.Duration;
import java.time.Instant;

/**
 * A span of time, looked through from one end by pieces, so that a search that finds little can say
 * how far it came: the first piece is an hour, and each is longer as long as they are quick.
 */
final class Slices {

  private static final Duration FIRST = Duration.ofHours(1);
  private static final Duration QUICK = Duration.ofMillis(20);

  /** Behind every id. */
  private static final String LAST = "\uffff";

  private final boolean oldestFirst;
  private final Instant from;
  private final Instant to;
  private Duration length = FIRST;
  private Instant edge;

  /**
   * @param to not included
   */
  Slices(Instant from, Instant to, boolean oldestFirst) {
    this.oldestFirst = oldestFirst;
    this.from = from;
    this.to = to;
    this.edge = oldestFirst ? from : to;
  }

  /**
   * @param to not included
   */
  record Slice(Instant from, Instant to) {}

  boolean isDone() {
    return oldestFirst ? !edge.isBefore(to) : !edge.isAfter(from);
  }

  Slice next() {
    Instant begin = edge;
    if (oldestFirst) {
      Instant end = begin.plus(length);
      edge = end.isAfter(to) ? to : end;
      return new Slice(begin, edge);
    }
    Instant end = begin.minus(length);
    edge = end.isBefore(from) ? from : end;
    return new Slice(edge, begin);
  }

  /** How long the last piece took. */
  void took(Duration time) {
    if (time.compareTo(QUICK) < 0) {
      length = length.multipliedBy(2);
    }
  }

  /** Where a later search goes on. */
  Cursor cursor() {
    return oldestFirst ? new Cursor(edge.minusMillis(1), LAST) : new Cursor(edge, "");
  }
}
