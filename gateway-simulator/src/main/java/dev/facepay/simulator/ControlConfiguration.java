package dev.facepay.simulator;

import dev.facepay.simulator.ledger.Ledger;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;

/** The control API's dialect of JSON, and the ledger's health. */
@Configuration(proxyBeanMethods = false)
class ControlConfiguration {

  /** Set here and not in the YAML, so that the API is the same wherever the simulator runs. */
  @Bean
  JsonMapperBuilderCustomizer snakeCaseAndStrict() {
    return json ->
        json.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  @Bean
  HealthIndicator ledgerHealthIndicator(Ledger ledger) {
    return () ->
        ledger.isWritable()
            ? Health.up().build()
            : Health.down().withDetail("reason", "the ledger cannot be written").build();
  }
}
