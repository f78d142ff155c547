package dev.facepay.embedded;

import de.bwaldvogel.mongo.exception.MongoServerError;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Range;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * Sorted keys with their values, on a disk or in memory: a RocksDB. What a thread writes within
 * {@link #writing} is one batch, all of it or nothing.
 *
 * <p>The first bytes of a key say whose it is: a {@link KeySpace}'s, or the store's own.
 */
final class Store implements AutoCloseable {

  private static final byte[] NAMES = {0, 0, 0, 0, 'n'};

  /** MongoDB's number for a disk without space. */
  static final int FULL = 14_031;

  static final int FAILED = 8_000;

  static final KeyRange ALL = new KeyRange(new byte[] {0}, new byte[] {(byte) 0xFF});

  /** A batch that has grown to this is written, and another one begun. */
  private static final int BATCH_BYTES = 4 << 20;

  private final StoreOptions options;
  private final RocksDB db;
  private final WriteOptions unsynced = new WriteOptions();

  /** Of each store its own. */
  @SuppressWarnings("ThreadLocalUsage")
  private final ThreadLocal<@Nullable Batch> batch = new ThreadLocal<>();

  private final AtomicInteger lastSpace = new AtomicInteger();
  private final @Nullable GroupSync sync;

  private Store(StoreOptions options, RocksDB db, Durability durability) throws RocksDBException {
    this.options = options;
    this.db = db;
    this.sync =
        durability == Durability.SYNCED
            ? new GroupSync(db::getLatestSequenceNumber, this::sync)
            : null;
    dropUnknown();
  }

  /** What a crash left of an index that was being made, or of a writer that met a drop. */
  private void dropUnknown() throws RocksDBException {
    TreeSet<Integer> known = new TreeSet<>();
    for (String name : names("")) {
      KeySpace space = space(name);
      if (space != null) {
        known.add(ByteBuffer.wrap(space.prefix()).getInt());
      }
    }
    known.add(Integer.MAX_VALUE);
    int from = 1;
    for (int number : known) {
      KeyRange between = new KeyRange(KeySpace.prefix(from), KeySpace.prefix(number));
      try (Scan scan = scan(List.of(between), true, null)) {
        if (scan.next()) {
          lastSpace.set(ByteBuffer.wrap(scan.key()).getInt());
          db.deleteRange(between.low(), between.high());
        }
      }
      if (number < Integer.MAX_VALUE) {
        lastSpace.set(number);
        from = number + 1;
      }
    }
  }

  /** What RocksDB may refuse. */
  @FunctionalInterface
  interface Attempt {
    void run() throws RocksDBException;
  }

  static Store open(Path directory, Durability durability) throws RocksDBException {
    return open(directory, durability, new StoreOptions(false));
  }

  static Store inMemory() throws RocksDBException {
    return open(Path.of("/memory"), Durability.PROCESS, new StoreOptions(true));
  }

  private static Store open(Path directory, Durability durability, StoreOptions options)
      throws RocksDBException {
    RocksDB db = null;
    try {
      db = RocksDB.open(options.get(), directory.toString());
      return new Store(options, db, durability);
    } catch (RocksDBException e) {
      if (db != null) {
        db.close();
      }
      options.close();
      throw e;
    }
  }

  /** Does several writes as one; within another one, as a part of it. */
  <T> T writing(Supplier<T> work) {
    if (batch.get() != null) {
      return work.get();
    }
    batch.set(new Batch(false));
    try {
      T done;
      try {
        done = work.get();
      } finally {
        // What was done before an error is whole: a document's changes come after all checks.
        flush();
      }
      return done;
    } finally {
      batch.remove();
    }
  }

  /**
   * Does several writes as one, whatever is looked up between them: a scan meets what was there
   * before. After an error nothing is written.
   */
  void writingWhole(Runnable work) {
    Batch whole = new Batch(true);
    batch.set(whole);
    try {
      work.run();
      write(whole);
    } finally {
      batch.remove();
    }
  }

  /** Puts on the disk what this thread has written so far, so that a scan meets it. */
  void flush() {
    Batch open = batch.get();
    if (open != null && !open.isEmpty() && !open.isWhole()) {
      write(open);
    }
  }

  private void write(Batch open) {
    CrashPoints.at("before a batch");
    attempt(
        "write",
        () -> {
          try (WriteBatch all = open.take()) {
            db.write(unsynced, all);
          }
        });
    CrashPoints.at("after a batch");
  }

  boolean isWriting() {
    return batch.get() != null;
  }

  void put(byte[] key, byte[] value) {
    current().put(key, value);
  }

  void delete(byte[] key) {
    current().put(key, null);
  }

  private Batch current() {
    Batch open = batch.get();
    if (open == null) {
      throw new IllegalStateException("a write outside of a batch");
    }
    return open;
  }

  /** Between two documents: here a batch may end. */
  void nextDocument() {
    if (current().bytes() > BATCH_BYTES) {
      flush();
    }
  }

  /** With what this thread is about to write. */
  byte @Nullable [] get(byte[] key) {
    Batch open = batch.get();
    if (open != null && open.knows(key)) {
      return open.get(key);
    }
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw refused("read", e);
    }
  }

  /** Null if there is none of that name. */
  @Nullable KeySpace space(String name) {
    byte[] found = get(nameKey(name));
    return found == null ? null : KeySpace.of(name, found);
  }

  /** Of a number that was never used; what is written to it is found again if it is saved too. */
  KeySpace newSpace(String name) {
    return new KeySpace(name, lastSpace.incrementAndGet(), 0);
  }

  void save(KeySpace space) {
    put(nameKey(space.name()), space.toBytes());
  }

  void rename(KeySpace space, String name) {
    delete(nameKey(space.name()));
    space.rename(name);
    save(space);
  }

  void drop(KeySpace space) {
    delete(nameKey(space.name()));
    current().drop(space.keys());
  }

  /** The names of all spaces that begin like that, in their order. */
  List<String> names(String beginning) {
    List<String> names = new ArrayList<>();
    try (Scan scan = scan(List.of(KeyRange.of(nameKey(beginning))), false, null)) {
      while (scan.next()) {
        byte[] key = scan.key();
        names.add(new String(key, NAMES.length, key.length - NAMES.length, StandardCharsets.UTF_8));
      }
    }
    return names;
  }

  private static byte[] nameKey(String name) {
    return KeyRange.concat(NAMES, name.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As it is now, with all that this thread has written.
   *
   * @param behind begins behind this key; null: at the first
   */
  Scan scan(List<KeyRange> ranges, boolean backwards, byte @Nullable [] behind) {
    flush();
    return new Scan(db, ranges, backwards, behind);
  }

  /** An answer waits here until nothing that it may tell of can be lost. */
  void awaitDurable() {
    if (sync != null) {
      sync.await();
    }
  }

  private void sync() {
    CrashPoints.at("before a sync");
    attempt("sync", () -> db.flushWal(true));
  }

  /** Bytes on the disk and in memory, roughly. */
  long size(KeyRange keys) {
    try (org.rocksdb.Slice low = new org.rocksdb.Slice(keys.low());
        org.rocksdb.Slice high = new org.rocksdb.Slice(keys.high())) {
      return db.getApproximateSizes(
              List.of(new Range(low, high)),
              SizeApproximationFlag.INCLUDE_FILES,
              SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
    }
  }

  /** Writes everything anew without what was deleted or replaced; serves on while it does. */
  void compact() {
    attempt("compact", db::compactRange);
  }

  private void attempt(String what, Attempt attempt) {
    try {
      attempt.run();
    } catch (RocksDBException e) {
      throw refused(what, e);
    }
  }

  static MongoServerError refused(String what, RocksDBException e) {
    Status status = e.getStatus();
    return status != null && status.getSubCode() == Status.SubCode.NoSpace
        ? new MongoServerError(FULL, "OutOfDiskSpace", "no " + what + ": " + e.getMessage())
        : new MongoServerError(FAILED, "StoreFailed", "no " + what + ": " + e.getMessage());
  }

  @Override
  public void close() {
    if (db.isOwningHandle()) {
      try {
        if (!options.isInMemory()) {
          db.flushWal(true);
        }
      } catch (RocksDBException e) {
        throw refused("close", e);
      } finally {
        db.close();
        unsynced.close();
        options.close();
      }
    }
  }
}
