package dev.facepay.reverse;

import dev.facepay.runtime.settings.Defaults;
import dev.facepay.wechat.RefundQuery;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A reversal's times.
 *
 * @param earliest from the pay call to the first reversal (spec section 1: at least 15 s); counted
 *     from when this stage hears of it, so that no clock that is off can make it too early
 * @param window how long after the pay call WeChat lets us reverse (spec section 1: 7 days)
 * @param retryFirst pause after the first try that confirmed nothing; doubles from try to try
 * @param retryMax the longest such pause
 * @param retrySlow pause after what a person must mend
 * @param recallsMax reverse calls while WeChat says {@code recall=Y}, each after a query; then a
 *     pause. One try makes no more calls than this, or than the pages of refunds that it may have
 *     to read
 * @param codeLife how long a payment code lives after the pay call (one minute)
 * @param notFoundEvery between queries for an order that WeChat has never heard of
 * @param neverReachedAfter how long every query must say so, after the code is dead
 * @param blindAfter how long must have been waited between queries that said nothing before a
 *     reversal is asked for without one; notFoundEvery more, for a clock that is off
 * @param slowAfter after this a person is told that the money is still not back; longer than the
 *     normal course of an order that WeChat has never heard of, which pages nobody
 */
@ConfigurationProperties("facepay.reverse")
record ReverseSettings(
    @DefaultValue("15s") Duration earliest,
    @DefaultValue("7d") Duration window,
    @DefaultValue("5s") Duration retryFirst,
    @DefaultValue("1h") Duration retryMax,
    @DefaultValue("10m") Duration retrySlow,
    @DefaultValue("5") int recallsMax,
    @DefaultValue("1m") Duration codeLife,
    @DefaultValue("30s") Duration notFoundEvery,
    @DefaultValue("10m") Duration neverReachedAfter,
    @DefaultValue("2m") Duration blindAfter,
    @DefaultValue("15m") Duration slowAfter) {

  ReverseSettings {
    if (!retryFirst.isPositive() || retryMax.compareTo(retryFirst) < 0) {
      throw new IllegalArgumentException(
          "facepay.reverse.retry-first must be more than zero and at most retry-max");
    }
    if (recallsMax < 1 || recallsMax > 100) {
      throw new IllegalArgumentException("facepay.reverse.recalls-max must be 1 to 100");
    }
    if (!notFoundEvery.isPositive() || !retrySlow.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.reverse.not-found-every and retry-slow must be more than zero");
    }
    if (blindAfter.isNegative()) {
      throw new IllegalArgumentException("facepay.reverse.blind-after must not be negative");
    }
    Duration first = earliest.compareTo(codeLife) > 0 ? earliest : codeLife;
    Duration normal = first.plus(neverReachedAfter).plus(notFoundEvery.multipliedBy(2));
    if (slowAfter.compareTo(normal) <= 0) {
      throw new IllegalArgumentException(
          "facepay.reverse.slow-after must be above the longer of earliest and code-life"
              + " + never-reached-after + 2 x not-found-every ("
              + normal.toSeconds()
              + " s): what takes its normal course calls nobody");
    }
  }

  /**
   * A second worker must not take a reversal up while the first one is still at it.
   *
   * @param callMax the longest that one call to the gateway takes
   */
  void requireLease(Duration lease, Duration callMax) {
    int calls = 1 + callsMax();
    Duration longest = callMax.multipliedBy(calls);
    if (lease.compareTo(longest) <= 0) {
      throw new IllegalArgumentException(
          "facepay.due.lease must be above %d s: %d calls of at most %d s each"
              .formatted(longest.toSeconds(), calls, callMax.toSeconds()));
    }
  }

  /** How many calls one try makes after its first query, at most. */
  int callsMax() {
    return Math.max(recallsMax, RefundQuery.PAGES_MAX);
  }

  /** As they are when nothing is configured. */
  static ReverseSettings defaults() {
    return Defaults.of(ReverseSettings.class);
  }
}
