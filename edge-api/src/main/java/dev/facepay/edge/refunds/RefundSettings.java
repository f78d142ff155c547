package dev.facepay.edge.refunds;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param tills whether tills may give money back at all; else an operator does
 * @param tillFenMax how much a till may give back at once, in fen
 * @param kept how long a refund stays in memory after its last fact, and how far back the log is
 *     read for it at start; of an older one the till's repeated request finds what became of it
 * @param max how many refunds stay in memory, at about 1 KB each; the newest stay
 */
@ConfigurationProperties("facepay.edge.refunds")
record RefundSettings(
    @DefaultValue("true") boolean tills,
    @DefaultValue("100000") long tillFenMax,
    @DefaultValue("24h") Duration kept,
    @DefaultValue("20000") int max) {

  RefundSettings {
    if (tillFenMax < 1 || !kept.isPositive() || max < 1) {
      throw new IllegalArgumentException(
          "facepay.edge.refunds: till-fen-max, kept and max must be above 0");
    }
  }
}
