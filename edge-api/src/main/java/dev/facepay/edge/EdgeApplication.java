package dev.facepay.edge;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * HTTP in, events out. Its settings are in {@code edge-api.yml}.
 *
 * <p>Left out of what Spring would bring: its Kafka (ours is in runtime) and an observation per
 * request (the edge counts for itself, at a fraction of the cost).
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {KafkaAutoConfiguration.class, WebMvcObservationAutoConfiguration.class})
@Import({EdgeConfiguration.class, KafkaConfiguration.class})
public class EdgeApplication {

  /** The settings' file is {@code <name>.yml}. */
  public static final String CONFIG_NAME = "edge-api";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(EdgeApplication.class, args);
  }
}
