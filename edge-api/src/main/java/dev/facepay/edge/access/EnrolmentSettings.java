package dev.facepay.edge.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param patience how long a device that enrols waits for the registry's answer
 * @param addressBurst how many codes one address may show at once: a shop's devices stand behind
 *     one
 * @param addressPerMinute how many it may go on showing: with codes of 50 bits, guessing is
 *     hopeless
 * @param addressesMax how many addresses are remembered; beyond it the oldest begin anew
 * @param allBurst how many codes all addresses together may show at once: each well-formed one is a
 *     record in the log and work for auth-service
 * @param allPerMinute how many they may go on showing
 * @param waitingMax how many may be inside at once, apart from the places of devices with a key
 * @param bodyWithin how long the few bytes of a code may take to arrive
 */
@ConfigurationProperties("facepay.edge.enrol")
public record EnrolmentSettings(
    @DefaultValue("10s") Duration patience,
    @DefaultValue("20") long addressBurst,
    @DefaultValue("20") long addressPerMinute,
    @DefaultValue("10000") int addressesMax,
    @DefaultValue("300") long allBurst,
    @DefaultValue("300") long allPerMinute,
    @DefaultValue("500") int waitingMax,
    @DefaultValue("5s") Duration bodyWithin) {

  public EnrolmentSettings {
    if (!patience.isPositive() || patience.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "facepay.edge.enrol.patience must be above 0, 1 min at most");
    }
    if (addressBurst < 1 || addressPerMinute < 1 || addressesMax < 1 || waitingMax < 1) {
      throw new IllegalArgumentException("facepay.edge.enrol: bounds must be 1 or more");
    }
    if (allBurst < 1 || allPerMinute < 1 || !bodyWithin.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.edge.enrol: all-burst, all-per-minute and body-within must be positive");
    }
  }
}
