package dev.facepay.console.projection;

import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.bill.BillStore;
import dev.facepay.console.documents.FoldSettings;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.console.report.TradeStore;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.health.Check;
import dev.facepay.runtime.health.Check.Joined;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FoldSettings.class)
class ProjectionConfiguration {

  @Bean
  Projector projector(
      FacePayKafka kafka,
      PaymentStore payments,
      TradeStore trades,
      BillStore bills,
      AlarmStore alarms,
      Stores stores,
      Stages stages,
      FoldSettings settings,
      Timekeeper time,
      MeterRegistry meters) {
    return new Projector(
        kafka,
        new Projection(payments, trades, bills, alarms),
        new Rebuilds(stores),
        stages.publisher(),
        settings,
        time,
        meters);
  }

  @Bean
  HealthIndicator logHealth(Topics topics, Projector projector, List<LogFollower> followers) {
    return log(topics, projector, followers).indicator();
  }

  /** For readiness. */
  @Bean
  HealthIndicator joined(Topics topics, Projector projector, List<LogFollower> followers) {
    return new Joined(log(topics, projector, followers)).indicator();
  }

  private static Check log(Topics topics, Projector projector, List<LogFollower> followers) {
    return () ->
        Stream.concat(
                Stream.of(topics.check(), projector.check()),
                followers.stream().map(LogFollower::check))
            .flatMap(Optional::stream)
            .findFirst()
            .map(Check.Result::down)
            .orElse(Check.Result.UP);
  }
}
