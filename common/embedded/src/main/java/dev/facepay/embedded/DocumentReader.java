package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The documents of a plan, read by the part: what is found later goes on behind what was. */
final class DocumentReader {

  private final Store store;
  private final QueryPlan plan;
  private final BooleanSupplier isThere;
  private byte @Nullable [] last;

  /**
   * @param isThere whether the plan's index is not dropped
   */
  DocumentReader(Store store, QueryPlan plan, BooleanSupplier isThere) {
    this.store = store;
    this.plan = plan;
    this.isThere = isThere;
  }

  /**
   * Hands out one document after the other, as they are at one moment.
   *
   * @param goOn false: no more for now
   * @return whether there may be more
   */
  boolean each(Predicate<Document> goOn) {
    return plan.areKeys() ? eachKey(goOn) : eachOfScan(goOn);
  }

  private boolean eachKey(Predicate<Document> goOn) {
    List<KeyRange> ranges = plan.backwards() ? plan.ranges().reversed() : plan.ranges();
    for (KeyRange range : ranges) {
      if (last != null && isDone(range.low(), last)) {
        continue;
      }
      last = range.low();
      byte[] found = store.get(range.low());
      byte[] document = found == null || plan.index().isOfDocuments() ? found : store.get(found);
      if (document != null && !goOn.test(BsonBytes.document(document))) {
        return true;
      }
    }
    return false;
  }

  private boolean isDone(byte[] key, byte[] done) {
    int order = Arrays.compareUnsigned(key, done);
    return plan.backwards() ? order >= 0 : order <= 0;
  }

  private boolean eachOfScan(Predicate<Document> goOn) {
    try (Scan scan = open()) {
      while (scan.next()) {
        byte[] document = plan.index().isOfDocuments() ? scan.value() : scan.get(scan.value());
        if (document == null) {
          throw new MongoServerError(
              Store.FAILED, "StoreFailed", "an index entry without its document");
        }
        if (!goOn.test(BsonBytes.document(document))) {
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
    if (plan.areKeys()) {
      for (KeyRange range : plan.ranges()) {
        count += store.get(range.low()) == null ? 0 : 1;
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

  /** An index that was made useless since its plan was chosen would hide documents. */
  private Scan open() {
    Scan scan = store.scan(plan.ranges(), plan.backwards(), last);
    KeySpace space = plan.index().space();
    boolean lostOrder = space.has(KeySpace.NO_ORDER) && plan.trusting();
    if (!isThere.getAsBoolean() || space.has(KeySpace.ARRAYS) || lostOrder) {
      scan.close();
      throw new MongoServerError(175, "QueryPlanKilled", "the index changed; ask again");
    }
    return scan;
  }
}
