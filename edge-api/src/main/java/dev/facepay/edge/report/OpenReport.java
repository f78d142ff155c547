package dev.facepay.edge.report;

import dev.facepay.payment.ReportFact.ReportNeeded;
import dev.facepay.payment.ReportFact.ReportTold;
import dev.facepay.payment.ReportOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the log says of one trade's report; guarded by its {@link ReportDesk}. */
final class OpenReport {

  private @Nullable ReportNeeded newest;
  private final Map<Integer, ReportOutcome> told = new HashMap<>();
  private boolean over;
  private int givenUp = -1;
  private Instant touchedAt = Instant.EPOCH;

  void needed(ReportNeeded fact) {
    if (newest == null || fact.tryNo() > newest.tryNo()) {
      newest = fact;
    }
    touch(fact.occurredAt());
  }

  /** A confirmation is never taken back. */
  void told(ReportTold fact) {
    told.merge(
        fact.tryNo(),
        fact.outcome(),
        (before, now) -> before == ReportOutcome.CONFIRMED ? ReportOutcome.CONFIRMED : now);
    over |= fact.outcome() == ReportOutcome.CONFIRMED;
    touch(fact.occurredAt());
  }

  /**
   * Not asked for any more, unless a person wants another try.
   *
   * @param tryNo the last try
   */
  void giveUp(int tryNo, Instant at) {
    givenUp = Math.max(givenUp, tryNo);
    touch(at);
  }

  /** A person ended it: whatever is still asked for, the device shall not make it. */
  void resolve(Instant at) {
    over = true;
    touch(at);
  }

  /** What the device shall do now; null: nothing. */
  @Nullable ReportNeeded open() {
    ReportNeeded asked = newest;
    boolean open =
        !over && asked != null && asked.tryNo() > givenUp && !told.containsKey(asked.tryNo());
    return open ? asked : null;
  }

  /** The newest word to the device; null if only answers are known. */
  @Nullable ReportNeeded newest() {
    return newest;
  }

  /** Whether the log has this answer, or one that is stronger. */
  boolean knows(int tryNo, ReportOutcome outcome) {
    ReportOutcome before = told.get(tryNo);
    return before != null && (before == outcome || before == ReportOutcome.CONFIRMED);
  }

  boolean isOlderThan(Instant limit) {
    return touchedAt.isBefore(limit);
  }

  private void touch(Instant at) {
    if (at.isAfter(touchedAt)) {
      touchedAt = at;
    }
  }
}
