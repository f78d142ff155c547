package dev.facepay.http.operator;

import dev.facepay.http.BoundedLines;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
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

  private final MeterRegistry meters;
  private final BoundedLines lines;

  RefusedTries(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.lines = new BoundedLines(LINES_PER_MINUTE, Duration.ofMinutes(1), clock);
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
    long before = lines.next();
    if (before >= 0) {
      LOG.atWarn()
          .addKeyValue("event", "operator-refused")
          .addKeyValue("reason", reason)
          .addKeyValue("address", address)
          .addKeyValue("silent_before", before)
          .log("operator-refused");
    }
  }
}
