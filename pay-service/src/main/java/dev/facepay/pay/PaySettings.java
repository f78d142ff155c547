package dev.facepay.pay;

import dev.facepay.payment.FieldRule;
import dev.facepay.runtime.settings.Defaults;
import dev.facepay.wechat.CallerAddress;
import dev.facepay.wechat.GatewaySettings;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The pay stage's times.
 *
 * @param askWithin a request older than this is not asked for any more: its payment code lives a
 *     minute (spec section 5), and nobody stands at the till
 * @param holdAfter a request older than this, of which nothing is written down, is held for a
 *     person: what was written down may have expired. WeChat reverses nothing that is older
 * @param clockSkewMax how far an edge's clock is reckoned to be off, 0 s to 1 h: what came later
 *     than that after its own time was put on its topic once more, and is as old as it says
 * @param leaseMargin how much longer than the longest call the right to ask lasts: time to write
 *     the answer down. Short, since a crash in between costs the buyer this wait
 * @param previousWait how long a later attempt waits for the one before it to settle
 * @param lookAgain pause between two looks at an attempt that somebody else is asking for
 * @param sweepEvery how often attempts are looked for whose record nobody handles any more
 * @param sweepAfter how long after its lease such an attempt is taken over
 * @param handOverAgain when an unknown payment that was handed over and that nobody has closed is
 *     handed over again; doubles each time. Longer than query and reverse take, as a rule
 * @param handOverAgainMax the longest such pause
 * @param payerIp the calling machine's address, {@code spbill_create_ip} (spec section 5); {@code
 *     auto}: that of its way out. A gateway elsewhere is told neither a loopback address nor an
 *     IPv4 address written as IPv6
 */
@ConfigurationProperties("facepay.pay")
record PaySettings(
    @DefaultValue("45s") Duration askWithin,
    @DefaultValue("7d") Duration holdAfter,
    @DefaultValue("5m") Duration clockSkewMax,
    @DefaultValue("5s") Duration leaseMargin,
    @DefaultValue("3s") Duration previousWait,
    @DefaultValue("250ms") Duration lookAgain,
    @DefaultValue("60s") Duration sweepEvery,
    @DefaultValue("60s") Duration sweepAfter,
    @DefaultValue("15m") Duration handOverAgain,
    @DefaultValue("1h") Duration handOverAgainMax,
    @DefaultValue(CallerAddress.AUTO) String payerIp) {

  PaySettings {
    if (leaseMargin.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("facepay.pay.lease-margin must be 1 s or more");
    }
    if (!payerIp.equals(CallerAddress.AUTO)) {
      FieldRule.IP_ADDRESS.require("facepay.pay.payer-ip", payerIp);
    }
    // With a lease and two clocks' difference less than the five minutes by which another system's
    // order is known (OrderQuery.State.isPaidBefore): else one of ours would count as one.
    if (askWithin.isNegative() || askWithin.compareTo(Duration.ofMinutes(2)) > 0) {
      throw new IllegalArgumentException("facepay.pay.ask-within must be 0 s to 2 min");
    }
    if (holdAfter.compareTo(Duration.ofDays(1)) < 0
        || holdAfter.compareTo(Duration.ofDays(90)) > 0) {
      throw new IllegalArgumentException("facepay.pay.hold-after must be 1 d to 90 d");
    }
    if (clockSkewMax.isNegative() || clockSkewMax.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("facepay.pay.clock-skew-max must be 0 s to 1 h");
    }
    if (!lookAgain.isPositive() || !sweepEvery.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.pay.look-again and sweep-every must be more than zero");
    }
    if (!handOverAgain.isPositive() || handOverAgainMax.compareTo(handOverAgain) < 0) {
      throw new IllegalArgumentException(
          "facepay.pay.hand-over-again must be more than zero and at most hand-over-again-max");
    }
  }

  /**
   * @throws IllegalArgumentException if this gateway must not be told the address
   */
  PaySettings calling(GatewaySettings gateway) {
    return new PaySettings(
        askWithin,
        holdAfter,
        clockSkewMax,
        leaseMargin,
        previousWait,
        lookAgain,
        sweepEvery,
        sweepAfter,
        handOverAgain,
        handOverAgainMax,
        CallerAddress.of("facepay.pay.payer-ip", payerIp, gateway));
  }

  /** As they are when nothing is configured. */
  static PaySettings defaults() {
    return Defaults.of(PaySettings.class);
  }
}
