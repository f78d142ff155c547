package dev.facepay.runtime.stage;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which records of one partition are still being worked on, in the order of the log, and how far
 * all are finished. Memory is in proportion to the open records, not to how far finished ones are
 * ahead of the oldest open one: neighbours that are finished become one.
 *
 * <p>Not thread-safe.
 *
 * @param <T> what stands for a record
 */
final class OffsetTracker<T> {

  /** The first is always open; no two finished ones are neighbours. */
  private @Nullable Entry<T> first;

  private @Nullable Entry<T> last;
  private long newestOffset = -1;
  private int open;

  /** A place in the line; handed back to {@link #end}. */
  static final class Entry<T> {
    private final T value;
    private boolean finished;
    private @Nullable Entry<T> before;
    private @Nullable Entry<T> after;

    private Entry(T value) {
      this.value = value;
    }
  }

  /** False if the log has jumped back: then a new tracker must begin. */
  boolean follows(long offset) {
    return offset > newestOffset;
  }

  Entry<T> begin(long offset, T value) {
    if (!follows(offset)) {
      throw new IllegalArgumentException(offset + " does not follow " + newestOffset);
    }
    newestOffset = offset;
    open++;
    Entry<T> entry = new Entry<>(value);
    entry.before = last;
    if (last == null) {
      first = entry;
    } else {
      last.after = entry;
    }
    last = entry;
    return entry;
  }

  /**
   * The newest record that is finished together with all before it, if that has moved; else null.
   */
  @Nullable T end(Entry<T> entry) {
    if (entry.finished) {
      throw new IllegalStateException("ended twice");
    }
    entry.finished = true;
    open--;
    if (entry.before != null && entry.before.finished) {
      remove(entry.before);
    }
    Entry<T> run = entry;
    if (entry.after != null && entry.after.finished) {
      run = entry.after;
      remove(entry);
    }
    if (run.before != null) {
      return null;
    }
    remove(run);
    return run.value;
  }

  int open() {
    return open;
  }

  @Nullable T oldestOpen() {
    return first == null ? null : first.value;
  }

  List<T> openValues() {
    List<T> values = new ArrayList<>(open);
    for (Entry<T> e = first; e != null; e = e.after) {
      if (!e.finished) {
        values.add(e.value);
      }
    }
    return values;
  }

  /** How many places are held in memory: at most twice the open ones. */
  int held() {
    int held = 0;
    for (Entry<T> e = first; e != null; e = e.after) {
      held++;
    }
    return held;
  }

  private void remove(Entry<T> entry) {
    if (entry.before == null) {
      first = entry.after;
    } else {
      entry.before.after = entry.after;
    }
    if (entry.after == null) {
      last = entry.before;
    } else {
      entry.after.before = entry.before;
    }
    entry.before = null;
    entry.after = null;
  }
}
