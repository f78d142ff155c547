package dev.facepay.embedded;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** The keys of some spans, one after the other, as they were at one moment. */
final class Scan implements AutoCloseable {

  private final RocksDB db;
  private final List<Span> spans;
  private final boolean backwards;
  private final Snapshot snapshot;
  private final ReadOptions options = new ReadOptions();
  private final Slice low;
  private final Slice high;
  private final RocksIterator at;
  private final byte @Nullable [] behind;
  private int span;
  private boolean within;

  /**
   * @param spans in order, apart from each other
   */
  Scan(RocksDB db, List<Span> spans, boolean backwards, byte @Nullable [] behind) {
    this.db = db;
    this.spans = backwards ? spans.reversed() : spans;
    this.backwards = backwards;
    this.behind = behind;
    this.snapshot = db.getSnapshot();
    this.low = new Slice(spans.isEmpty() ? new byte[0] : spans.getFirst().low());
    this.high = new Slice(spans.isEmpty() ? new byte[0] : spans.getLast().high());
    options.setSnapshot(snapshot).setIterateLowerBound(low).setIterateUpperBound(high);
    this.at = db.newIterator(options);
    while (behind != null && span < spans.size() && isDone(this.spans.get(span), behind)) {
      span++;
    }
  }

  private boolean isDone(Span here, byte[] done) {
    return backwards
        ? Arrays.compareUnsigned(here.low(), done) > 0
        : Arrays.compareUnsigned(here.high(), done) <= 0;
  }

  boolean next() {
    while (span < spans.size()) {
      Span here = spans.get(span);
      if (within) {
        step();
      } else {
        enter(here);
        within = true;
      }
      if (at.isValid() && (spans.size() == 1 || here.contains(at.key()))) {
        return true;
      }
      refuseIfBroken();
      within = false;
      span++;
    }
    return false;
  }

  /** An iterator that could not read looks like one at its end. */
  private void refuseIfBroken() {
    try {
      at.status();
    } catch (RocksDBException e) {
      throw Store.refused("read", e);
    }
  }

  private void step() {
    if (backwards) {
      at.prev();
    } else {
      at.next();
    }
  }

  private void enter(Span here) {
    boolean inTheMiddle = behind != null && here.contains(behind);
    if (backwards) {
      at.seekForPrev(inTheMiddle ? behind : here.high());
      if (at.isValid() && Arrays.compareUnsigned(at.key(), here.high()) == 0) {
        at.prev();
      }
    } else {
      at.seek(inTheMiddle ? behind : here.low());
    }
    if (inTheMiddle && at.isValid() && Arrays.equals(at.key(), behind)) {
      step();
    }
  }

  byte[] key() {
    return at.key();
  }

  byte[] value() {
    return at.value();
  }

  /** Another key's value at the same moment. */
  byte @Nullable [] get(byte[] key) {
    try {
      return db.get(options, key);
    } catch (RocksDBException e) {
      throw Store.refused("read", e);
    }
  }

  @Override
  public void close() {
    at.close();
    options.close();
    db.releaseSnapshot(snapshot);
    snapshot.close();
    low.close();
    high.close();
  }
}
