package dev.facepay.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Where the figures were made, and who else was using it. */
final class Machine {

  /** What the kernel counts in, a second; the same on every common Linux. */
  private static final long TICK_NANOS = 10_000_000;

  private final OperatingSystemMXBean os =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Path statistics = Path.of("/proc/stat");
  private final List<ProcessHandle> measured = new CopyOnWriteArrayList<>();

  /**
   * Time that has been used.
   *
   * @param processNanos by this process and those that are measured with it
   * @param busyNanos of all cores by everybody, 0 if the system does not say
   */
  record Usage(long atNanos, long processNanos, long busyNanos) {

    Usage since(Usage before) {
      return new Usage(
          atNanos - before.atNanos,
          processNanos - before.processNanos,
          busyNanos - before.busyNanos);
    }

    /** Cores kept busy by other processes, or taken away by the hypervisor. */
    double othersCores() {
      return Math.max(0, (double) (busyNanos - processNanos) / Math.max(1, atNanos));
    }
  }

  /** From now on the CPU time of that process counts with this one's. */
  void measure(ProcessHandle process) {
    measured.add(process);
  }

  Usage usage() {
    long nanos = os.getProcessCpuTime();
    for (ProcessHandle process : measured) {
      nanos += process.info().totalCpuDuration().map(Duration::toNanos).orElse(0L);
    }
    return new Usage(System.nanoTime(), nanos, busyNanos());
  }

  /** Over the last minute, as the system counts it; below zero if it does not. */
  double load() {
    return os.getSystemLoadAverage();
  }

  int cores() {
    return os.getAvailableProcessors();
  }

  /**
   * What a reader needs to compare.
   *
   * @param data where log, database and ledger are
   */
  Map<String, String> describe(Path data) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("cores", Integer.toString(cores()));
    all.put("memory", "%d MB".formatted(os.getTotalMemorySize() >> 20));
    all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    all.put("JDK", System.getProperty("java.vendor") + " " + Runtime.version());
    all.put("generator's JVM", String.join(" ", options()));
    all.put("data on", store(data));
    all.put("load before", String.format(Locale.ROOT, "%.2f", load()));
    return all;
  }

  private static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("-X"))
        .toList();
  }

  private static String store(Path data) {
    try {
      return Files.getFileStore(data).type();
    } catch (IOException e) {
      return "unknown (" + e.getMessage() + ")";
    }
  }

  /** The first line of the statistics: user, nice, system, idle, iowait, irq, softirq, steal. */
  private long busyNanos() {
    if (!Files.isReadable(statistics)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(statistics)) {
      String[] fields = lines.findFirst().orElse("cpu").split("\\s+", -1);
      long ticks = 0;
      for (int i = 1; i < Math.min(fields.length, 9); i++) {
        ticks += i == 4 || i == 5 ? 0 : Long.parseLong(fields[i]);
      }
      return ticks * TICK_NANOS;
    } catch (IOException | NumberFormatException e) {
      return 0;
    }
  }
}
