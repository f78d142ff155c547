package dev.facepay.auth.registry;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param codeLife how long an enrolment code works: a walk from the office to the till
 * @param keyOverlap how long the key before a new one stays alive
 * @param publishAfter how old a change must be before the sweep publishes what its maker did not
 * @param sweepEvery how often the sweep looks
 * @param reassertEvery how often every device's state is said again: it heals a log that lost one
 * @param auditKept how long audits are kept
 * @param strangersPerMinute how many refused calls without a known key are audited; the rest is
 *     counted, so that a flood does not fill the database
 */
@ConfigurationProperties("facepay.registry")
record RegistrySettings(
    @DefaultValue("15m") Duration codeLife,
    @DefaultValue("24h") Duration keyOverlap,
    @DefaultValue("2s") Duration publishAfter,
    @DefaultValue("1s") Duration sweepEvery,
    @DefaultValue("1h") Duration reassertEvery,
    @DefaultValue("400d") Duration auditKept,
    @DefaultValue("60") int strangersPerMinute) {

  RegistrySettings {
    if (!codeLife.isPositive() || codeLife.compareTo(Duration.ofDays(7)) > 0) {
      throw new IllegalArgumentException("facepay.registry.code-life must be above 0, 7 d at most");
    }
    if (keyOverlap.isNegative() || publishAfter.isNegative()) {
      throw new IllegalArgumentException(
          "facepay.registry: key-overlap and publish-after must not be negative");
    }
    if (!sweepEvery.isPositive() || !reassertEvery.isPositive() || !auditKept.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.registry: sweep-every, reassert-every and audit-kept must be positive");
    }
    if (strangersPerMinute < 1) {
      throw new IllegalArgumentException("facepay.registry.strangers-per-minute must be 1 or more");
    }
  }
}
