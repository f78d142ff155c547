package dev.facepay.standalone.start;

import com.sun.management.OperatingSystemMXBean;
import dev.facepay.standalone.command.CannotRun;
import dev.facepay.standalone.command.ExitCode;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * What everything in one process needs, whatever its data: payments lie on the disk, so what is
 * short is short at the start already, and would show as collections without an end.
 */
final class MemoryNeeds {

  private static final int MB = 1024 * 1024;

  /** Nine Spring contexts, a broker, their clients, and room to work: measured, see growth.md. */
  private static final long HEAP_BYTES_MIN = 384L * MB;

  /** Code, classes, threads, the collector's own, the database's caches. */
  private static final long BESIDE_HEAP_BYTES = 450L * MB;

  private MemoryNeeds() {}

  /** What this process was given, and what this machine or container has. */
  static Optional<CannotRun> missingHere() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return missing(Runtime.getRuntime().maxMemory(), system.getTotalMemorySize());
  }

  /**
   * @param heapBytesMax how large the heap may get
   * @param machineBytes all that this machine, or this container, has
   */
  static Optional<CannotRun> missing(long heapBytesMax, long machineBytes) {
    if (heapBytesMax < HEAP_BYTES_MIN) {
      return Optional.of(
          new CannotRun(
              ExitCode.CONFIGURATION,
              "a heap of %d MB is too small for everything in one process"
                  .formatted(heapBytesMax / MB),
              "set FACEPAY_HEAP=768m, at least %dm".formatted(HEAP_BYTES_MIN / MB + 16)));
    }
    if (machineBytes < heapBytesMax + BESIDE_HEAP_BYTES) {
      return Optional.of(
          new CannotRun(
              ExitCode.CONFIGURATION,
              "this machine has %d MB, and a heap of %d MB needs %d MB in all"
                  .formatted(
                      machineBytes / MB,
                      heapBytesMax / MB,
                      (heapBytesMax + BESIDE_HEAP_BYTES) / MB),
              "set a smaller FACEPAY_HEAP, at least %dm, or give it more memory"
                  .formatted(HEAP_BYTES_MIN / MB + 16)));
    }
    return Optional.empty();
  }
}
