package dev.facepay.runtime.fill;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/**
 * This process's heap: what a collection could not free, of what it may grow to. Between two
 * collections the heap is always nearly full, and well.
 */
public final class Heap implements Place {

  @Override
  public String store() {
    return "heap";
  }

  @Override
  public Optional<Usage> look() {
    long max = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getMax();
    long used = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage after = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
      used += after == null ? 0 : after.getUsed();
    }
    return max <= 0 ? Optional.empty() : Optional.of(new Usage(Math.min(used, max), max));
  }
}
