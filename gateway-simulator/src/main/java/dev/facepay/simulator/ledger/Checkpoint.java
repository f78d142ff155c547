package dev.facepay.simulator.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Up to where the store knows the journal, and what is kept of it but orders.
 *
 * @param line the last line that is in the store
 * @param clockOffsetMs how the gateway's clock was set
 * @param clockFixed where it stands, if it does
 * @param codeGeneration codes are kept in generations, and thrown away a generation at a time
 * @param codesSince when the generation began, by the computer's clock; null: never
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Checkpoint(
    long line,
    LedgerSummary sums,
    long clockOffsetMs,
    @Nullable Instant clockFixed,
    int codeGeneration,
    @Nullable Instant codesSince) {

  static final Checkpoint NONE = new Checkpoint(0, LedgerSummary.NOTHING, 0, null, 1, null);

  SimulatorClock.Setting clock() {
    return new SimulatorClock.Setting(Duration.ofMillis(clockOffsetMs), clockFixed);
  }

  /**
   * The next one.
   *
   * @param kept after so long a new generation of codes begins
   */
  Checkpoint next(LedgerSummary now, SimulatorClock.Setting clock, Instant real, Duration kept) {
    boolean over = codesSince != null && !real.isBefore(codesSince.plus(kept));
    return new Checkpoint(
        now.journalLines(),
        now,
        clock.offset().toMillis(),
        clock.fixed(),
        over ? codeGeneration + 1 : codeGeneration,
        codesSince == null || over ? real : codesSince);
  }
}
