package dev.facepay.console.timeline;

import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.bill.BillStore;
import dev.facepay.console.documents.FoldSettings;
import dev.facepay.console.payment.PaymentReader;
import dev.facepay.console.projection.Projector;
import dev.facepay.console.report.TradeStore;
import dev.facepay.http.BeforeDrain;
import dev.facepay.payment.DeviceFact;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FollowOptions;
import dev.facepay.runtime.fact.LogFollower;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
class TimelineConfiguration {

  @Bean
  Changes changes(StreamSettings settings) {
    return new Changes(settings.keptMax());
  }

  @Bean
  BeforeDrain streamsEnd(Changes changes) {
    return new BeforeDrain(changes::end);
  }

  @Bean
  AlarmActs alarmActs(
      PaymentReader payments,
      TradeStore trades,
      BillStore bills,
      AlarmStore alarms,
      FactPublisher publisher) {
    return new AlarmActs(payments, trades, bills, alarms, publisher);
  }

  @Bean
  LogFollower changesFollower(
      FacePayKafka kafka,
      FoldSettings settings,
      Timekeeper time,
      MeterRegistry meters,
      Changes changes) {
    return new LogFollower(
        kafka,
        "changes",
        Projector.topics(),
        FollowOptions.back(Duration.ZERO).collecting(settings.fetchWaitMax()),
        time,
        meters,
        logged -> changes.add(() -> logged.fact().filter(fact -> !(fact instanceof DeviceFact))));
  }
}
