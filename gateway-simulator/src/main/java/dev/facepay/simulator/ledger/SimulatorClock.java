package dev.facepay.simulator.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** The gateway's time: the computer's, moved by an offset, or standing still. Milliseconds. */
public final class SimulatorClock implements InstantSource {
  private final InstantSource base;
  private volatile Setting setting = new Setting(Duration.ZERO, null);

  /** How the clock was set; {@code fixed} wins over {@code offset}. */
  public record Setting(Duration offset, @Nullable Instant fixed) {}

  public SimulatorClock(InstantSource base) {
    this.base = base;
  }

  @Override
  public Instant instant() {
    Setting current = setting;
    Instant fixed = current.fixed();
    return (fixed == null ? base.instant().plus(current.offset()) : fixed)
        .truncatedTo(ChronoUnit.MILLIS);
  }

  /** The computer's own time, in milliseconds. */
  Instant real() {
    return base.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** How the clock is set. */
  public Setting setting() {
    return setting;
  }

  void set(Setting next) {
    setting = next;
  }
}
