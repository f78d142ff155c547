package dev.facepay.console.report;

import dev.facepay.console.documents.FoldSettings;
import dev.facepay.console.totals.Totals;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Regularly;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CoverageSettings.class)
class ReportConfiguration {

  @Bean
  TradeStore trades(Stores stores, Timekeeper time, FoldSettings settings) {
    return TradeStore.in(stores, time, settings.sumsEvery());
  }

  @Bean
  Timelines timelines(TradeStore trades) {
    return new Timelines(trades);
  }

  @Bean
  Coverage coverage(TradeStore trades, Totals totals, CoverageSettings settings) {
    return new Coverage(trades, totals, settings.lateAfter());
  }

  @Bean
  Regularly coverageMeter(
      Coverage coverage, FoldSettings settings, Timekeeper time, MeterRegistry meters) {
    CoverageMeter meter = new CoverageMeter(coverage, time, meters);
    return new Regularly("count-coverage", settings.countEvery(), time, meter::count);
  }

  @Bean
  RevokedDevices revokedDevices() {
    return new RevokedDevices();
  }

  /** From the beginning: a device's state may be years old. */
  @Bean
  LogFollower registryFollower(
      FacePayKafka kafka, Timekeeper time, MeterRegistry meters, RevokedDevices revoked) {
    return new LogFollower(
        kafka,
        "registry",
        Set.of(Topic.DEVICE),
        LogFollower.FROM_THE_BEGINNING,
        time,
        meters,
        logged ->
            logged
                .fact()
                .filter(DeviceState.class::isInstance)
                .map(DeviceState.class::cast)
                .ifPresent(revoked::accept));
  }

  @Bean
  ReportActs reportActs(
      TradeStore trades, RevokedDevices revoked, FactPublisher publisher, Timekeeper time) {
    return new ReportActs(trades, revoked, publisher, time);
  }
}
