package dev.facepay.runtime.service;

import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.Trace.TraceSpans;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.fill.FillSettings;
import dev.facepay.runtime.fill.FillWatch;
import dev.facepay.runtime.fill.FillWatch.Heap;
import dev.facepay.runtime.health.Check;
import dev.facepay.runtime.health.Check.Joined;
import dev.facepay.runtime.seal.KeysetAges;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What every stage's service stands on; imported by its application. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FacePayKafka.class, Database.class, FillSettings.class})
public class ServiceRuntime {

  @Bean
  Timekeeper time() {
    return Timekeeper.system();
  }

  @Bean
  Stages stages(
      @Value("${spring.application.name}") String service,
      FacePayKafka kafka,
      Timekeeper time,
      MeterRegistry meters) {
    return new Stages(service, kafka, time, meters);
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
  TraceSpans traceSpans() {
    return new TraceSpans();
  }

  @Bean
  KeysetAges keysetAges(@Value("${facepay.keys-dir:}") @Nullable Path dir) {
    return new KeysetAges(dir);
  }

  @Bean
  Stores stores(Database database, FacePayKafka kafka) {
    database.requireLongerThan(kafka.topics().longest());
    return new Stores(database);
  }

  @Bean
  FillWatch fillWatch(Stores stores, FillSettings settings, Timekeeper time, MeterRegistry meters) {
    return new FillWatch(List.of(new Heap(), FillWatch.disk(stores)), settings, time, meters);
  }

  @Bean
  ScheduledTask fillLooks(FillWatch fill, FillSettings settings, Timekeeper time) {
    return new ScheduledTask("fill-watch", settings.lookEvery(), time, fill::look);
  }

  @Bean
  HealthIndicator databaseHealth(Stores stores) {
    return stores.indicator();
  }

  @Bean
  HealthIndicator logHealth(
      Topics topics, List<Stage> stages, ObjectProvider<LogFollower> followers) {
    return log(topics, stages, followers).indicator();
  }

  /** For readiness. */
  @Bean
  HealthIndicator joined(
      Topics topics, List<Stage> stages, ObjectProvider<LogFollower> followers, Stores stores) {
    Check log = log(topics, stages, followers);
    return new Joined(() -> stores.locked().map(Check.Result::down).orElseGet(log::check))
        .indicator();
  }

  private static Check log(
      Topics topics, List<Stage> stages, ObjectProvider<LogFollower> followers) {
    return () ->
        Stream.of(
                Stream.of(topics.check()),
                stages.stream().map(Stage::check),
                followers.stream().map(LogFollower::check))
            .flatMap(checks -> checks)
            .flatMap(Optional::stream)
            .findFirst()
            .map(Check.Result::down)
            .orElse(Check.Result.UP);
  }
}
