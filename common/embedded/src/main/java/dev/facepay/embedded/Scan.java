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

/** The keys of some ranges, one after the other, as they were at one moment. */
final class Scan implements AutoCloseable {

  private final RocksDB db;
  private final List<KeyRange> ranges;
  private final boolean backwards;
  private final Snapshot snapshot;
  private final ReadOptions options = new ReadOptions();
  private final Slice low;
  private final Slice high;
  private final RocksIterator at;
  private final byte @Nullable [] behind;
  private int range;
  private boolean within;

  /**
   * @param ranges in order, apart from each other
   */
  Scan(RocksDB db, List<KeyRange> ranges, boolean backwards, byte @Nullable [] behind) {
    this.db = db;
    this.ranges = backwards ? ranges.reversed() : ranges;
    this.backwards = backwards;
    this.behind = behind;
    this.snapshot = db.getSnapshot();
    this.low = new Slice(ranges.isEmpty() ? new byte[0] : ranges.getFirst().low());
    this.high = new Slice(ranges.isEmpty() ? new byte[0] : ranges.getLast().high());
    options.setSnapshot(snapshot).setIterateLowerBound(low).setIterateUpperBound(high);
    this.at = db.newIterator(options);
    while (behind != null && range < ranges.size() && isDone(this.ranges.get(range), behind)) {
      range++;
    }
  }

  private boolean isDone(KeyRange here, byte[] done) {
    return backwards
        ? Arrays.compareUnsigned(here.low(), done) > 0
        : Arrays.compareUnsigned(here.high(), done) <= 0;
  }

  boolean next() {
    while (range < ranges.size()) {
      KeyRange here = ranges.get(range);
      if (within) {
        step();
      } else {
        enter(here);
        within = true;
      }
      if (at.isValid() && (ranges.size() == 1 || here.contains(at.key()))) {
        return true;
      }
      refuseIfBroken();
      within = false;
      range++;
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

  private void enter(KeyRange here) {
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
