package dev.facepay.edge.enrol;

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
 * @param waitingMax how many may wait for the registry at once
 */
@ConfigurationProperties("facepay.edge.enrol")
public record EnrolSettings(
    @DefaultValue("10s") Duration patience,
    @DefaultValue("20") long addressBurst,
    @DefaultValue("20") long addressPerMinute,
    @DefaultValue("10000") int addressesMax,
    @DefaultValue("500") int waitingMax) {

  public EnrolSettings {
    if (!patience.isPositive() || patience.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "facepay.edge.enrol.patience must be above 0, 1 min at most");
    }
    if (addressBurst < 1 || addressPerMinute < 1 || addressesMax < 1 || waitingMax < 1) {
      throw new IllegalArgumentException("facepay.edge.enrol: bounds must be 1 or more");
    }
  }
}
