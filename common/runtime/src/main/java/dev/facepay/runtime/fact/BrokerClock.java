package dev.facepay.runtime.fact;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far this process's clock is from the brokers', learnt from the facts that it says: a record
 * gets its time at the broker between the moment it is sent and the moment it is acknowledged. What
 * the log says of a record's time is then told by this process's clock, so that no decision
 * compares two clocks.
 */
public final class BrokerClock {

  /** A clock drifts by less than the slowest useful answer in this time. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private volatile @Nullable Bounds bounds;

  /**
   * By how much this clock is ahead.
   *
   * @param measuredAt by this clock
   */
  private record Bounds(Instant measuredAt, Duration least, Duration most) {

    boolean isNarrowerThan(Bounds other) {
      return most.minus(least).compareTo(other.most.minus(other.least)) <= 0;
    }

    boolean contradicts(Bounds other) {
      return least.compareTo(other.most) > 0 || most.compareTo(other.least) < 0;
    }

    /** No more than is proven: an answer that was slow proves little. */
    Duration proven() {
      if (least.isPositive()) {
        return least;
      }
      return most.isNegative() ? most : Duration.ZERO;
    }
  }

  /** Exports it: how many seconds this clock is ahead of the brokers'. */
  public void exportTo(MeterRegistry meters) {
    Gauge.builder("facepay.clock.ahead", this, BrokerClock::seconds)
        .baseUnit("seconds")
        .description("How far this service's clock is ahead of the brokers'; below 0: behind")
        .register(meters);
  }

  private double seconds() {
    return bounds == null ? Double.NaN : ahead().toMillis() / 1000.0;
  }

  /**
   * A record was acknowledged.
   *
   * @param sentAt by this clock, before it left
   * @param stamp what the broker's clock said when it came
   * @param heardAt by this clock, when the acknowledgement was there
   */
  public synchronized void acknowledged(Instant sentAt, Instant stamp, Instant heardAt) {
    Bounds next =
        new Bounds(heardAt, Duration.between(stamp, sentAt), Duration.between(stamp, heardAt));
    Bounds last = bounds;
    if (next.most.compareTo(next.least) >= 0
        && (last == null
            || next.contradicts(last)
            || next.isNarrowerThan(last)
            || last.measuredAt.isBefore(heardAt.minus(FRESH)))) {
      bounds = next;
    }
  }

  /** Zero as long as nothing else is proven. */
  Duration ahead() {
    Bounds known = bounds;
    return known == null ? Duration.ZERO : known.proven();
  }

  /** A broker's time by this process's clock. */
  public Instant here(Instant stamp) {
    return stamp.plus(ahead());
  }
}
