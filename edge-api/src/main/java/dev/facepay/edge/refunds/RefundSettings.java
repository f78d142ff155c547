package dev.facepay.edge.refunds;

import dev.facepay.payment.Money;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param tills whether tills may give money back at all; else an operator does
 * @param kept how long a refund stays in memory after its last fact, and how far back the log is
 *     read for it at start; of an older one the till's repeated request finds what became of it
 * @param max how many refunds stay in memory, at about 1 KB each; the newest stay
 */
@ConfigurationProperties("facepay.edge.refunds")
record RefundSettings(
    @DefaultValue("true") boolean tills,
    @DefaultValue("24h") Duration kept,
    @DefaultValue("20000") int max) {

  RefundSettings {
    if (!kept.isPositive() || max < 1) {
      throw new IllegalArgumentException("facepay.edge.refunds: kept and max must be above 0");
    }
  }

  /**
   * The bound that refund-service keeps, by the same name: a till hears of it at once.
   *
   * @param tillMaxFen how much a till may give back at once, 1 fen to {@link Money#FEN_MAX}
   */
  @ConfigurationProperties("facepay.refund")
  record Till(@DefaultValue("100000") long tillMaxFen) {

    Till {
      if (tillMaxFen < 1 || tillMaxFen > Money.FEN_MAX) {
        throw new IllegalArgumentException(
            "facepay.refund.till-max-fen must be 1 to " + Money.FEN_MAX);
      }
    }
  }
}
