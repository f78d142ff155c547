package dev.facepay.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

class CommonConfigurationTest {

  @Test
  void liveness_asks_neither_kafka_nor_mongo() throws IOException {
    assertThat(common().getProperty("management.endpoint.health.group.liveness.include"))
        .isEqualTo("livenessState");
  }

  @Test
  void the_console_shows_key_values_and_the_trace() throws IOException {
    assertThat(common().getProperty("logging.pattern.console"))
        .asString()
        .contains("%kvp", "%X{" + Trace.TRACE_ID + "}");
  }

  @Test
  void a_broker_that_is_away_does_not_fill_the_log() throws IOException {
    assertThat(common().getProperty("logging.level.org.apache.kafka.clients.NetworkClient"))
        .isEqualTo("error");
  }

  @Test
  void partitions_on_their_way_between_instances_are_no_warning() throws IOException {
    assertThat(
            common()
                .getProperty(
                    "logging.level.org.apache.kafka.clients.consumer.internals.OffsetFetcherUtils"))
        .isEqualTo("error");
  }

  private static PropertySource<?> common() throws IOException {
    return new YamlPropertySourceLoader()
        .load("common", new ClassPathResource("facepay-common.yml"))
        .getFirst();
  }
}
