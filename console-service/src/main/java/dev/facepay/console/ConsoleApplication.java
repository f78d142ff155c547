package dev.facepay.console;

import dev.facepay.http.HttpConfiguration;
import dev.facepay.http.OpenApiDocument;
import dev.facepay.http.ProblemAdvice;
import dev.facepay.http.operator.OperatorSecurity;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.fill.BrokerDisks;
import dev.facepay.runtime.fill.FillSettings;
import dev.facepay.runtime.fill.FillWatch;
import dev.facepay.runtime.fill.FillWatch.Heap;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.type.LogicalType;

/**
 * The read side as a process, and what all of its features stand on; each wires the rest itself.
 * Its settings are in {@code console-service.yml}.
 */
@SpringBootApplication(
    proxyBeanMethods = false,
    exclude = {KafkaAutoConfiguration.class, WebMvcObservationAutoConfiguration.class})
@Import({HttpConfiguration.class, OperatorSecurity.class})
@EnableConfigurationProperties({FacePayKafka.class, Database.class, FillSettings.class})
public class ConsoleApplication {

  /** The settings' file is {@code <name>.yml}. */
  public static final String CONFIG_NAME = "console-service";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(ConsoleApplication.class, args);
  }

  @Bean
  Timekeeper time() {
    return Timekeeper.system();
  }

  @Bean
  Stages stages(FacePayKafka kafka, Timekeeper time, MeterRegistry meters) {
    // As its facts have been signed since before it was a service of its own.
    return new Stages("report", kafka, time, meters);
  }

  @Bean
  Topics topics(Stages stages) {
    return stages.topics();
  }

  @Bean
  FactPublisher publisher(Stages stages, MeterRegistry meters) {
    return stages.publisher().announcing(meters);
  }

  @Bean
  Stores stores(Database database) {
    return new Stores(database);
  }

  @Bean
  HealthIndicator databaseHealth(Stores stores) {
    return stores.indicator();
  }

  @Bean
  BrokerDisks brokerDisks(FacePayKafka kafka) {
    return new BrokerDisks(kafka);
  }

  @Bean
  FillWatch fillWatch(
      BrokerDisks disks,
      Stores stores,
      FillSettings settings,
      Timekeeper time,
      MeterRegistry meters) {
    return new FillWatch(
        List.of(disks, FillWatch.disk(stores), new Heap()), settings, time, meters);
  }

  @Bean
  ScheduledTask fillLooks(FillWatch fill, FillSettings settings, Timekeeper time) {
    return new ScheduledTask("fill-watch", settings.lookEvery(), time, fill::look);
  }

  @Bean
  ProblemAdvice problems() {
    return new ProblemAdvice(ConsoleProblem::outage, code -> {});
  }

  @Bean
  OpenApiDocument openApi() {
    return new OpenApiDocument(ConsoleApplication.class);
  }

  /** A body's texts are texts, as its description says: no numbers that are read as some. */
  @Bean
  JsonMapperBuilderCustomizer strictTexts() {
    return json ->
        json.withCoercionConfig(
            LogicalType.Textual,
            texts ->
                texts
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  @Bean
  OperatorKeys operators(@Value("${facepay.operators-file}") Path file) {
    return new OperatorKeys(file);
  }
}
