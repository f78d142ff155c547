package dev.facepay.edge.access;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
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
  private final InstantSource clock;
  private long second;
  private int lines;
  private long silent;

  RefusalLog(MeterRegistry meters, InstantSource clock) {
    this.meters = meters;
    this.clock = clock;
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
    long before = line();
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

  /** How many had no line before this one; -1 if this one gets none. */
  private synchronized long line() {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      lines = 0;
    }
    if (++lines > LINES_PER_SECOND) {
      silent++;
      return -1;
    }
    long before = silent;
    silent = 0;
    return before;
  }
}
