package dev.facepay.bench;

import java.util.Map;

/**
 * One stretch of the run.
 *
 * @param from payments sent before it
 * @param to payments sent at its end
 * @param restarted whether the system had been killed and started again before
 * @param perSecond answers
 * @param p50Ms from sent to answered, of the ordinary ones
 * @param cpuMs of the system's process for each payment
 * @param heapBytes that a full collection leaves, made behind the stretch
 * @param residentBytes after it: before, it is how far the young generation happens to have grown
 * @param disk bytes by folder of the data directory
 * @param behindSeconds until the read side had the last payment of the stretch
 * @param dearest the dearest of the console's questions
 * @param errors answers that said nothing of the payment
 */
record SoakRow(
    long from,
    long to,
    boolean restarted,
    double perSecond,
    double p50Ms,
    double p99Ms,
    double cpuMs,
    long heapBytes,
    long residentBytes,
    Map<String, Long> disk,
    double behindSeconds,
    ReadSide.Question dearest,
    long errors) {

  SoakRow {
    disk = Map.copyOf(disk);
  }

  long diskBytes() {
    return disk.values().stream().mapToLong(Long::longValue).sum();
  }

  long diskBytes(String part) {
    return disk.getOrDefault(part, 0L);
  }
}
