package dev.facepay.bench;

import java.time.Duration;
import java.util.Optional;

/**
 * What one device was told of its payment.
 *
 * @param phase when it was sent
 * @param id {@code mch_id:out_trade_no}; empty if it was never taken
 * @param known how long it took until the device knew whether it was paid; empty: not within the
 *     run
 * @param paid what it knew then
 * @param staffFirst whether it was told to call staff before it knew
 */
record Heard(Phase phase, String id, Optional<Duration> known, boolean paid, boolean staffFirst) {

  /** When a payment was sent. */
  enum Phase {
    BEFORE,
    DURING,
    AFTER
  }
}
