package dev.facepay.edge.access;

import dev.facepay.http.BoundedLines;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit of what devices were refused: all of it counted, and a line each in the log, a bounded
 * number a second; how many had none is said with the next one. Never a key or a code.
 */
public final class RefusalLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefusalLog.class);
  private static final int LINES_PER_SECOND = 20;

  private final MeterRegistry meters;
  private final BoundedLines lines;

  RefusalLog(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.lines = new BoundedLines(LINES_PER_SECOND, Duration.ofSeconds(1), clock);
  }

  /**
   * @param reason one of a few words
   * @param device whose it is, or null if that is not known
   * @param address where it came from
   */
  public void note(String reason, @Nullable Device device, String address) {
    Counter.builder("facepay.edge.refusals")
        .description("Requests of devices that were turned away at the door")
        .tag("reason", reason)
        .register(meters)
        .increment();
    long before = lines.next();
    if (before >= 0) {
      LOG.atWarn()
          .addKeyValue("event", "device-refused")
          .addKeyValue("reason", reason)
          .addKeyValue("device", device == null ? "-" : device.merchant() + ":" + device.id())
          .addKeyValue("address", address)
          .addKeyValue("silent_before", before)
          .log("device-refused");
    }
  }
}
