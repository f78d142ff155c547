package dev.facepay.reconcile;

import dev.facepay.runtime.settings.Defaults;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When bills are asked for, and where they are kept.
 *
 * @param dir bills as they came, books, and room for sorting: some three times a day's bill
 * @param readyAfter from a day's begin (UTC+8): WeChat makes bills from 09:00 of the day after and
 *     wants to be asked after 10:00; below 24 h, which only a simulator answers, a day is compared
 *     again until it is over
 * @param daysBack how many past days a merchant is begun with, 1 to 89
 * @param lookEvery how often it is looked for what is due
 * @param askAgain the pause after a bill that is late, broken or refused
 * @param compareAgain the pause after a comparison that left differences
 * @param emptyAfter how long after that "no bill" is believed of a day with trades
 * @param differencesMax of one merchant's day; what is beyond is counted, and not told one by one
 * @param funds whether the fund flow is taken in too; it needs the merchant's certificate
 * @param rates what a merchant pays WeChat, by its number, as bills write it: {@code 0.60%}
 */
@ConfigurationProperties("facepay.reconcile")
record ReconcileSettings(
    @DefaultValue("data/bills") Path dir,
    @DefaultValue("34h") Duration readyAfter,
    @DefaultValue("3") int daysBack,
    @DefaultValue("1m") Duration lookEvery,
    @DefaultValue("30m") Duration askAgain,
    @DefaultValue("6h") Duration compareAgain,
    @DefaultValue("12h") Duration emptyAfter,
    @DefaultValue("1000") int differencesMax,
    @DefaultValue("true") boolean funds,
    @DefaultValue Map<String, String> rates) {

  /** WeChat gives out no older bill. */
  static final int DAYS_MAX = 89;

  ReconcileSettings {
    if (daysBack < 1 || daysBack > DAYS_MAX) {
      throw new IllegalArgumentException("facepay.reconcile.days-back must be 1 to " + DAYS_MAX);
    }
    if (differencesMax < 1 || differencesMax > 100_000) {
      throw new IllegalArgumentException("facepay.reconcile.differences-max must be 1 to 100000");
    }
    if (readyAfter.isNegative()) {
      throw new IllegalArgumentException("facepay.reconcile.ready-after must not be below zero");
    }
    if (!lookEvery.isPositive() || !askAgain.isPositive() || !compareAgain.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.reconcile.look-every, ask-again and compare-again must be more than zero");
    }
    rates = Map.copyOf(rates);
  }

  /** As they are when nothing is configured. */
  static ReconcileSettings defaults() {
    return Defaults.of(ReconcileSettings.class);
  }

  /** From when on a day's bill can be had. */
  Instant ready(LocalDate day) {
    return day.atStartOfDay().toInstant(Comparison.ZONE).plus(readyAfter);
  }
}
