package dev.facepay.standalone.start;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Has a quiet system give back the heap that a busy hour took. The collector would only after a
 * while without any collection, and consumers that poll make garbage all day.
 */
final class SpareHeap implements AutoCloseable {

  /**
   * A collection beside the work costs some 0.3 s of a core: at this pace, half a percent of it.
   */
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** Below this there is nothing worth a collection. */
  private static final long SPARE_BYTES_MIN = 128L * 1024 * 1024;

  private final Supplier<MemoryUsage> heap;
  private final Runnable collect;
  private final Thread worker;

  private SpareHeap(Supplier<MemoryUsage> heap, Runnable collect) {
    this.heap = heap;
    this.collect = collect;
    this.worker = Thread.ofVirtual().name("spare-heap").unstarted(this::work);
  }

  /** Of this process; the launcher says that an explicit collection goes on beside the work. */
  static SpareHeap watch() {
    SpareHeap watch =
        new SpareHeap(ManagementFactory.getMemoryMXBean()::getHeapMemoryUsage, System::gc);
    watch.worker.start();
    return watch;
  }

  /** For tests: who looks is the caller. */
  static SpareHeap of(Supplier<MemoryUsage> heap, Runnable collect) {
    return new SpareHeap(heap, collect);
  }

  /** More than half of what was taken is free, and it is much. */
  void look() {
    MemoryUsage now = heap.get();
    long spare = now.getCommitted() - now.getUsed();
    if (spare > SPARE_BYTES_MIN && spare > now.getCommitted() / 2) {
      collect.run();
    }
  }

  private void work() {
    try {
      while (true) {
        Thread.sleep(EVERY);
        look();
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  @Override
  public void close() {
    worker.interrupt();
  }
}
