package dev.facepay.simulator.ledger;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Everything a decision may depend on.
 *
 * @param order null when the gateway has no such order
 * @param transactionId the number that a charge would get
 */
public record Situation(
    @Nullable Order order,
    CodeUse code,
    Step step,
    Rules rules,
    String transactionId,
    Instant now) {

  /** What is known of the payment code. */
  public enum CodeUse {
    FRESH,
    /** Used for another order. */
    USED,
    EXPIRED
  }

  /**
   * The gateway's own settings.
   *
   * @param deduplicate false: a repeated payment call really charges again
   * @param revokeAfter when an unpaid order is given up
   * @param reverseWithin how long after the payment a reversal is allowed
   */
  public record Rules(boolean deduplicate, Duration revokeAfter, Duration reverseWithin) {}
}
