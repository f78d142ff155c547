package dev.facepay.refund;

import dev.facepay.payment.Money;
import dev.facepay.runtime.settings.Defaults;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Bounds and times of refunds (spec sections 10 and 11).
 *
 * @param tillMaxFen the most that a till may give back at once, 1 fen to {@link Money#FEN_MAX}; an
 *     operator may give back all that was paid
 * @param window how long after the payment WeChat lets money go back (one year)
 * @param kept how long a paid payment is known here; longer than the window
 * @param settledWait how long the fact that a payment was paid may be behind a request for its
 *     refund, before WeChat is asked for the order
 * @param apart between two calls for one order (WeChat: a minute)
 * @param askAfter from a call whose answer proves nothing to the question for the refund
 * @param queryFirst from WeChat's acceptance to the first question, and between those of the first
 *     five minutes; after that they become rare
 * @param retrySlow pause after what the merchant must mend: balance, certificate, permission
 * @param slowAfter after so long without WeChat's acceptance a person is told
 * @param arrivalSlowAfter after so long on its way a person is told
 */
@ConfigurationProperties("facepay.refund")
record RefundSettings(
    @DefaultValue("100000") long tillMaxFen,
    @DefaultValue("365d") Duration window,
    @DefaultValue("400d") Duration kept,
    @DefaultValue("5s") Duration settledWait,
    @DefaultValue("1m") Duration apart,
    @DefaultValue("5s") Duration askAfter,
    @DefaultValue("1m") Duration queryFirst,
    @DefaultValue("10m") Duration retrySlow,
    @DefaultValue("15m") Duration slowAfter,
    @DefaultValue("7d") Duration arrivalSlowAfter) {

  RefundSettings {
    if (tillMaxFen < 1 || tillMaxFen > Money.FEN_MAX) {
      throw new IllegalArgumentException(
          "facepay.refund.till-max-fen must be 1 to " + Money.FEN_MAX);
    }
    if (kept.compareTo(window) <= 0) {
      throw new IllegalArgumentException("facepay.refund.kept must be more than window");
    }
    if (!apart.isPositive()
        || !askAfter.isPositive()
        || !queryFirst.isPositive()
        || !retrySlow.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.refund: apart, ask-after, query-first and retry-slow must be more than zero");
    }
    if (settledWait.isNegative() || slowAfter.isNegative() || arrivalSlowAfter.isNegative()) {
      throw new IllegalArgumentException("facepay.refund: no wait may be negative");
    }
  }

  /**
   * A second worker must not take a payment up while the first one is still at it.
   *
   * @param callMax the longest that one call to the gateway takes
   */
  void requireLease(Duration lease, Duration callMax) {
    if (lease.compareTo(callMax) <= 0) {
      throw new IllegalArgumentException(
          "facepay.due.lease must be above %d s: as long as a call takes"
              .formatted(callMax.toSeconds()));
    }
  }

  /** As they are when nothing is configured. */
  static RefundSettings defaults() {
    return Defaults.of(RefundSettings.class);
  }
}
