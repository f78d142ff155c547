package dev.facepay.report;

import dev.facepay.runtime.settings.Defaults;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When trades are reported.
 *
 * @param settle from hearing that a trade succeeded to its report: the payment code may stand in
 *     another topic and come a moment later
 * @param retryFirst how long an answer is waited for, and the pause after a failure; doubles from
 *     try to try
 * @param retryMax the longest such pause, and the pause after what a person must mend
 * @param silentAfter how long a device leaves what it was asked unanswered until it counts as
 *     silent: one that is off over lunch is no reason to look, one that is off for the day is
 * @param attentionAfter how long after hearing of the payment a person is told that it is not
 *     reported
 * @param giveUpAfter how long after the payment it is tried no more
 * @param forgetAfter how long a payment that has not succeeded is remembered with its code; one
 *     that succeeds later is reported by its number
 * @param keepEnds how long it is remembered that a trade is reported; longer than the log keeps
 *     facts
 * @param devicesWithin how far back the log is read for what devices run
 */
@ConfigurationProperties("facepay.report.jobs")
record JobSettings(
    @DefaultValue("2s") Duration settle,
    @DefaultValue("1m") Duration retryFirst,
    @DefaultValue("1h") Duration retryMax,
    @DefaultValue("1h") Duration silentAfter,
    @DefaultValue("2h") Duration attentionAfter,
    @DefaultValue("30d") Duration giveUpAfter,
    @DefaultValue("1h") Duration forgetAfter,
    @DefaultValue("120d") Duration keepEnds,
    @DefaultValue("1d") Duration devicesWithin) {

  public JobSettings {
    if (!retryFirst.isPositive() || retryMax.compareTo(retryFirst) < 0) {
      throw new IllegalArgumentException(
          "facepay.report.jobs.retry-first must be more than zero and at most retry-max");
    }
    if (!silentAfter.isPositive()) {
      throw new IllegalArgumentException("facepay.report.jobs.silent-after must be above 0");
    }
    if (keepEnds.compareTo(giveUpAfter) <= 0) {
      throw new IllegalArgumentException(
          "facepay.report.jobs.keep-ends must be above give-up-after: a trade whose report is"
              + " forgotten must not be reported again");
    }
  }

  /** As they are when nothing is configured. */
  public static JobSettings defaults() {
    return Defaults.of(JobSettings.class);
  }

  /** Before the next try, after the {@code tries}-th. */
  Duration pause(int tries) {
    long ms = retryFirst.toMillis() << Math.min(tries - 1, 20);
    return ms <= 0 || ms > retryMax.toMillis() ? retryMax : Duration.ofMillis(ms);
  }
}
