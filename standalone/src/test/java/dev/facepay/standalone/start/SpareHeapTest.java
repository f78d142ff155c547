package dev.facepay.standalone.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SpareHeapTest {

  @Test
  void a_heap_that_is_mostly_free_is_given_back() {
    assertThat(collections(300, 1024)).isOne();
  }

  @Test
  void a_heap_that_is_used_or_small_is_left_alone() {
    assertThat(collections(600, 1024)).isZero();
    assertThat(collections(60, 180)).isZero();
  }

  private static int collections(long usedMb, long committedMb) {
    AtomicInteger collections = new AtomicInteger();
    MemoryUsage heap = new MemoryUsage(0, usedMb << 20, committedMb << 20, 1024 << 20);
    SpareHeap.of(() -> heap, collections::incrementAndGet).look();
    return collections.get();
  }
}
