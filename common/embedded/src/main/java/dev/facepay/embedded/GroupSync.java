package dev.facepay.embedded;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** One sync of the disk for all who wait for one. */
final class GroupSync {

  private final ReentrantLock syncing = new ReentrantLock();
  private final LongSupplier written;
  private final Runnable sync;
  private volatile long synced;

  /**
   * @param written the number of the last write, which grows
   * @param sync brings all that is written on the disk
   */
  GroupSync(LongSupplier written, Runnable sync) {
    this.written = written;
    this.sync = sync;
  }

  /** Returns when all is synced that was written when it was called. */
  void await() {
    long seen = written.getAsLong();
    if (synced >= seen) {
      return;
    }
    syncing.lock();
    try {
      if (synced < seen) {
        long all = written.getAsLong();
        sync.run();
        synced = all;
      }
    } finally {
      syncing.unlock();
    }
  }
}
