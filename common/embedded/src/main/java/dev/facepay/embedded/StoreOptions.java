package dev.facepay.embedded;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.Env;
import org.rocksdb.IndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksMemEnv;
import org.rocksdb.WriteBufferManager;

/** How much memory, files and threads the store may have; all is native, and freed by close. */
final class StoreOptions implements AutoCloseable {

  static {
    RocksDB.loadLibrary();
  }

  /** Blocks, their indexes and filters, and what is not written out yet, all together. */
  private static final long MEMORY_BYTES = 96L << 20;

  private static final long UNWRITTEN_BYTES = 48L << 20;
  private static final long MEMTABLE_BYTES = 16L << 20;

  /** What a start after a crash has to read again. */
  private static final long LOG_BYTES_MAX = 96L << 20;

  private static final int OPEN_FILES_MAX = 256;
  private static final int THREADS = 2;
  private static final int FILTER_BITS_A_KEY = 10;

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final Options options;

  StoreOptions(boolean inMemory) {
    Cache cache = owned(new LRUCache(MEMORY_BYTES, 4));
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setCacheIndexAndFilterBlocks(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setIndexType(IndexType.kTwoLevelIndexSearch)
            .setPartitionFilters(true)
            .setBlockSize(8 << 10)
            .setFilterPolicy(owned(new BloomFilter(FILTER_BITS_A_KEY)));
    this.options =
        owned(new Options())
            .setCreateIfMissing(true)
            .setTableFormatConfig(table)
            .setWriteBufferManager(owned(new WriteBufferManager(UNWRITTEN_BYTES, cache)))
            .setWriteBufferSize(MEMTABLE_BYTES)
            .setMaxTotalWalSize(LOG_BYTES_MAX)
            .setMaxOpenFiles(OPEN_FILES_MAX)
            .setMaxBackgroundJobs(THREADS)
            .setCompressionType(CompressionType.LZ4_COMPRESSION)
            .setBottommostCompressionType(CompressionType.ZSTD_COMPRESSION)
            .setLevelCompactionDynamicLevelBytes(true)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
            .setMaxLogFileSize(1 << 20)
            .setKeepLogFileNum(3)
            .setStatsDumpPeriodSec(0)
            .setStatsPersistPeriodSec(0)
            // Writers that spin for each other take what two cores need for the work.
            .setEnableWriteThreadAdaptiveYield(false);
    if (inMemory) {
      options.setEnv(owned(new RocksMemEnv(Env.getDefault())));
    }
  }

  /** What is in memory can't be synced. */
  boolean isInMemory() {
    return options.getEnv() instanceof RocksMemEnv;
  }

  Options get() {
    return options;
  }

  private <T extends AutoCloseable> T owned(T it) {
    owned.push(it);
    return it;
  }

  @Override
  public void close() {
    while (!owned.isEmpty()) {
      try {
        owned.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
