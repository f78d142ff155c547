package dev.facepay.edge.payments;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many payments this instance lets stand before the pay stage.
 *
 * @param min so many at any pace (1 to {@code views-max}): the tills of a chain that all begin at
 *     once are no overload
 * @param queueWithin how long a payment may stand in the queue besides the time that WeChat itself
 *     takes: what comes beyond is refused at once
 */
@ConfigurationProperties("facepay.edge.intake")
record IntakeSettings(@DefaultValue("200") int min, @DefaultValue("1s") Duration queueWithin) {

  IntakeSettings {
    if (min < 1 || !queueWithin.isPositive()) {
      throw new IllegalArgumentException(
          "facepay.edge.intake: min and queue-within must be positive");
    }
  }
}
