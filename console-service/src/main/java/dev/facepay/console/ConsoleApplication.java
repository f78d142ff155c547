package dev.facepay.console;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read side as a process. Its settings are in {@code console-service.yml}. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {KafkaAutoConfiguration.class, WebMvcObservationAutoConfiguration.class})
@Import({LogConfiguration.class, ReadConfiguration.class})
public class ConsoleApplication {

  /** The settings' file is {@code <name>.yml}. */
  public static final String CONFIG_NAME = "console-service";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(ConsoleApplication.class, args);
  }
}
