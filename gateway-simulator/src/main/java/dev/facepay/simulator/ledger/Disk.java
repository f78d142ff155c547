package dev.facepay.simulator.ledger;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB with bounds, and safe to ask while it is closed: native memory must not be read then. */
final class Disk implements Closeable {
  /** The simulator's share of the machine's memory outside the heap, in bytes. */
  private static final long CACHE_BYTES = 16L << 20;

  /** A part of the cache must hold a file's whole index and filter, or each look-up reads them. */
  private static final int CACHE_PARTS_BITS = 1;

  private static final long FILE_BYTES = 8L << 20;
  private static final long BLOCK_BYTES = 16L << 10;
  private static final long WRITE_BUFFER_BYTES = 8L << 20;
  private static final long LOG_BYTES = 1L << 20;
  private static final int FILES_MAX = 512;
  private static final int BLOOM_BITS = 10;

  private final List<AutoCloseable> natives = new ArrayList<>();
  private final ReentrantReadWriteLock open = new ReentrantReadWriteLock();
  private final RocksDB db;
  private final WriteOptions writing;
  private boolean closed;

  /**
   * Opens or creates it.
   *
   * @param scratch where the native library may be unpacked; the next start overwrites it
   * @throws IOException when it cannot be opened, also when another process has it
   */
  Disk(Path directory, Path scratch) throws IOException {
    Files.createDirectories(directory);
    Files.createDirectories(scratch);
    NativeLibraryLoader.getInstance().loadLibrary(scratch.toAbsolutePath().toString());
    try {
      Options options = keep(options());
      writing = keep(new WriteOptions());
      db = keep(RocksDB.open(options, directory.toString()));
    } catch (RocksDBException e) {
      freeAll();
      throw new IOException("the ledger's store in " + directory + " cannot be opened", e);
    }
  }

  private Options options() {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(keep(new LRUCache(CACHE_BYTES, CACHE_PARTS_BITS)))
            .setBlockSize(BLOCK_BYTES)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFilterPolicy(keep(new BloomFilter(BLOOM_BITS)));
    return new Options()
        .setCreateIfMissing(true)
        .setTableFormatConfig(table)
        .setWriteBufferSize(WRITE_BUFFER_BYTES)
        .setMaxWriteBufferNumber(2)
        .setTargetFileSizeBase(FILE_BYTES)
        .setCompressionType(CompressionType.LZ4_COMPRESSION)
        .setMaxOpenFiles(FILES_MAX)
        .setMaxManifestFileSize(LOG_BYTES)
        .setMaxLogFileSize(LOG_BYTES)
        .setKeepLogFileNum(2)
        .setStatsDumpPeriodSec(0);
  }

  private <T extends AutoCloseable> T keep(T handle) {
    natives.addFirst(handle);
    return handle;
  }

  private void enter() {
    open.readLock().lock();
    if (closed) {
      open.readLock().unlock();
      throw new IllegalStateException("the ledger's store is closed");
    }
  }

  private void leave() {
    open.readLock().unlock();
  }

  private static IllegalStateException unreadable(RocksDBException e) {
    return new IllegalStateException("the ledger's store cannot be read", e);
  }

  byte @Nullable [] get(byte[] key) {
    enter();
    try {
      return db.get(key);
    } catch (RocksDBException e) {
      throw unreadable(e);
    } finally {
      leave();
    }
  }

  /** Calls {@code taker} with every entry from a key on, for as long as it wants more. */
  void walk(byte[] from, Predicate<RocksIterator> taker) {
    enter();
    try (RocksIterator at = db.newIterator()) {
      at.seek(from);
      while (at.isValid() && taker.test(at)) {
        at.next();
      }
      at.status();
    } catch (RocksDBException e) {
      throw unreadable(e);
    } finally {
      leave();
    }
  }

  /** Puts what is to be written into a batch. */
  interface Filler {
    void fill(WriteBatch batch) throws RocksDBException;
  }

  /**
   * Writes a batch, all or nothing. It outlives a kill.
   *
   * @throws IOException when it cannot be written
   */
  void write(Filler filler) throws IOException {
    enter();
    try (WriteBatch batch = new WriteBatch()) {
      filler.fill(batch);
      db.write(writing, batch);
    } catch (RocksDBException e) {
      throw new IOException("the ledger's store cannot be written", e);
    } finally {
      leave();
    }
  }

  /** Returns when all that is written would outlive a power cut. */
  void sync() throws IOException {
    enter();
    try {
      db.syncWal();
    } catch (RocksDBException e) {
      throw new IOException("the ledger's store cannot be written", e);
    } finally {
      leave();
    }
  }

  @Override
  public void close() {
    open.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        freeAll();
      }
    } finally {
      open.writeLock().unlock();
    }
  }

  private void freeAll() {
    for (AutoCloseable handle : natives) {
      try {
        handle.close();
      } catch (Exception e) {
        throw new IllegalStateException("native handles close without a word", e);
      }
    }
    natives.clear();
  }
}
