package dev.facepay.http.operator;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often keys may be shown that are nobody's. They are long and random, so that guessing is
 * hopeless anyway: this bounds the noise.
 *
 * @param addressBurst how many one address may show at once; of IPv6, one network of 64 bits
 * @param addressPerMinute how many it may go on showing
 * @param addressesMax how many addresses are remembered, and how many pairs of address and key that
 *     was right there; beyond it the oldest are forgotten
 * @param allBurst how many all addresses together may show at once
 * @param allPerMinute how many they may go on showing
 */
@ConfigurationProperties("facepay.operator-tries")
record TrySettings(
    @DefaultValue("10") long addressBurst,
    @DefaultValue("10") long addressPerMinute,
    @DefaultValue("10000") int addressesMax,
    @DefaultValue("100") long allBurst,
    @DefaultValue("100") long allPerMinute) {

  TrySettings {
    if (addressBurst < 1
        || addressPerMinute < 1
        || addressesMax < 1
        || allBurst < 1
        || allPerMinute < 1) {
      throw new IllegalArgumentException("facepay.operator-tries: bounds must be 1 or more");
    }
  }
}
