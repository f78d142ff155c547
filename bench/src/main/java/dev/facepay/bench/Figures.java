package dev.facepay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * One round's figures. Times are microseconds; those of requests that were meant to stay open are
 * left out.
 *
 * @param offered requests a second
 * @param completed answers a second
 * @param errors share of the requests without a useful answer
 * @param total from when a request was due to its answer
 * @param added {@code total} less the gateway's own time for that very call
 * @param before from when it was due until the gateway had the call
 * @param behind from the gateway's answer to the device's
 * @param lag how late the generator was
 * @param cpuMs of the whole process, for each request
 * @param othersCores cores that others kept busy meanwhile
 * @param flaws why the round does not count; empty if it does
 */
record Figures(
    double offered,
    double completed,
    double errors,
    Histogram total,
    Histogram added,
    Histogram before,
    Histogram behind,
    Histogram lag,
    double cpuMs,
    double othersCores,
    List<String> flaws) {

  /** A generator that is later than this measures itself. */
  private static final long LAG_MAX_MICROS = 5_000;

  private static final double ERRORS_MAX = 0.001;
  private static final long HIGHEST_MICROS = 600_000_000L;

  static Figures of(Volley volley, Map<String, Passage> passages) {
    Histogram total = new Histogram(HIGHEST_MICROS, 3);
    Histogram added = new Histogram(HIGHEST_MICROS, 3);
    Histogram before = new Histogram(HIGHEST_MICROS, 3);
    Histogram behind = new Histogram(HIGHEST_MICROS, 3);
    Histogram lag = new Histogram(HIGHEST_MICROS, 3);
    long clockMicros = Shot.clockMicros();
    long errors = 0;
    for (Shot shot : volley.shots()) {
      lag.recordValue(Math.max(0, shot.lagMicros()));
      boolean useful = shot.answer() == Answer.PAID;
      errors += useful || shot.unclear() ? 0 : 1;
      if (useful && !shot.unclear()) {
        Passage passage = passages.get(shot.orderNo());
        long service = passage == null ? 0 : passage.serviceMicros();
        long first = passage == null ? 0 : passage.arrivedMicros() - shot.dueMicros(clockMicros);
        total.recordValue(Math.max(1, shot.totalMicros()));
        added.recordValue(Math.max(1, shot.totalMicros() - service));
        before.recordValue(Math.max(0, first));
        behind.recordValue(Math.max(0, shot.totalMicros() - service - Math.max(0, first)));
      }
    }
    double share = volley.shots().isEmpty() ? 1 : (double) errors / volley.shots().size();
    return new Figures(
        volley.offered(),
        volley.completed(),
        share,
        total,
        added,
        before,
        behind,
        lag,
        volley.cpuNanos() / 1e6 / Math.max(1, volley.shots().size()),
        volley.othersCores(),
        flaws(volley, share, lag.getValueAtPercentile(99)));
  }

  private static List<String> flaws(Volley volley, double errors, long lagMicros) {
    List<String> flaws = new ArrayList<>();
    if (volley.overrun()) {
      flaws.add("cut short: too much was open");
    }
    if (errors > ERRORS_MAX) {
      flaws.add("errors %.2f %%".formatted(errors * 100));
    }
    if (lagMicros > LAG_MAX_MICROS) {
      flaws.add("generator late: p99 %.1f ms".formatted(lagMicros / 1000.0));
    }
    return List.copyOf(flaws);
  }

  boolean valid() {
    return flaws.isEmpty();
  }
}
