package dev.facepay.http.operator;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All wrong tries counted, and a line each in the log, a bounded number a minute; how many had none
 * is said with the next one. Never a key.
 */
final class RefusedTries {

  private static final Logger LOG = LoggerFactory.getLogger(RefusedTries.class);
  private static final int LINES_PER_MINUTE = 20;
  private static final long MINUTE_MS = 60_000;

  private final MeterRegistry meters;
  private final InstantSource clock;
  private long minute;
  private int lines;
  private long silent;

  RefusedTries(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * @param reason {@code unknown_key} or {@code too_many_tries}
   */
  void note(String reason, String address) {
    Counter.builder("facepay.operator.refused")
        .description("Keys that were shown in vain: nobody's, or not looked up any more")
        .tag("reason", reason)
        .register(meters)
        .increment();
    long before = line();
    if (before >= 0) {
      LOG.atWarn()
          .addKeyValue("event", "operator-refused")
          .addKeyValue("reason", reason)
          .addKeyValue("address", address)
          .addKeyValue("silent_before", before)
          .log("operator-refused");
    }
  }

  /** How many had no line before this one; -1 if this one gets none. */
  private synchronized long line() {
    long now = clock.millis() / MINUTE_MS;
    if (now != minute) {
      minute = now;
      lines = 0;
    }
    if (++lines > LINES_PER_MINUTE) {
      silent++;
      return -1;
    }
    long before = silent;
    silent = 0;
    return before;
  }
}
