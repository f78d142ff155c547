package dev.facepay.console.report;

import dev.facepay.console.alarm.AlarmStore;
import dev.facepay.console.documents.FoldSettings;
import dev.facepay.console.totals.KnownDevices;
import dev.facepay.console.totals.Totals;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
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
  Timelines timelines(TradeStore trades, AlarmStore alarms) {
    return new Timelines(trades, alarms);
  }

  @Bean
  Coverage coverage(TradeStore trades, Totals totals, CoverageSettings settings) {
    return new Coverage(trades, totals, settings.lateAfter());
  }

  @Bean
  ScheduledTask coverageMeter(
      Coverage coverage, FoldSettings settings, Timekeeper time, MeterRegistry meters) {
    CoverageMeter meter = new CoverageMeter(coverage, time, meters);
    return new ScheduledTask("count-coverage", settings.countEvery(), time, meter::count);
  }

  @Bean
  ReportActs reportActs(
      TradeStore trades, KnownDevices devices, FactPublisher publisher, Timekeeper time) {
    return new ReportActs(trades, devices, publisher, time);
  }
}
