package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The documents on a way, read by the part: what is found later goes on behind what was. */
final class Reading {

  private final Store store;
  private final Way way;
  private final BooleanSupplier isThere;
  private byte @Nullable [] last;

  /**
   * @param isThere whether the way's index is not dropped
   */
  Reading(Store store, Way way, BooleanSupplier isThere) {
    this.store = store;
    this.way = way;
    this.isThere = isThere;
  }

  /**
   * Hands out one document after the other, as they are at one moment.
   *
   * @param goOn false: no more for now
   * @return whether there may be more
   */
  boolean each(Predicate<Document> goOn) {
    return way.areKeys() ? eachKey(goOn) : eachOfScan(goOn);
  }

  private boolean eachKey(Predicate<Document> goOn) {
    List<Span> spans = way.backwards() ? way.spans().reversed() : way.spans();
    for (Span span : spans) {
      if (last != null && isDone(span.low(), last)) {
        continue;
      }
      last = span.low();
      byte[] found = store.get(span.low());
      byte[] document = found == null || way.index().isOfDocuments() ? found : store.get(found);
      if (document != null && !goOn.test(Raw.document(document))) {
        return true;
      }
    }
    return false;
  }

  private boolean isDone(byte[] key, byte[] done) {
    int order = Arrays.compareUnsigned(key, done);
    return way.backwards() ? order >= 0 : order <= 0;
  }

  private boolean eachOfScan(Predicate<Document> goOn) {
    try (Scan scan = open()) {
      while (scan.next()) {
        byte[] document = way.index().isOfDocuments() ? scan.value() : scan.get(scan.value());
        if (document == null) {
          throw new MongoServerError(
              Store.FAILED, "StoreFailed", "an index entry without its document");
        }
        if (!goOn.test(Raw.document(document))) {
          last = scan.key();
          return true;
        }
      }
      return false;
    }
  }

  /** How many keys it leads over; no document is looked at. */
  int count() {
    int count = 0;
    if (way.areKeys()) {
      for (Span span : way.spans()) {
        count += store.get(span.low()) == null ? 0 : 1;
      }
      return count;
    }
    try (Scan scan = open()) {
      while (scan.next()) {
        count++;
      }
    }
    return count;
  }

  /** An index that was made useless since its way was chosen would hide documents. */
  private Scan open() {
    Scan scan = store.scan(way.spans(), way.backwards(), last);
    Space space = way.index().space();
    boolean lostOrder = space.has(Space.NO_ORDER) && way.trusting();
    if (!isThere.getAsBoolean() || space.has(Space.ARRAYS) || lostOrder) {
      scan.close();
      throw new MongoServerError(175, "QueryPlanKilled", "the index changed; ask again");
    }
    return scan;
  }
}
