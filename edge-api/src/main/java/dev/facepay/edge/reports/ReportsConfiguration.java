package dev.facepay.edge.reports;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Trade reports, and trades that were paid elsewhere. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReportSettings.class)
@Import({ReportService.class, TradeService.class, ReportController.class})
class ReportsConfiguration {

  @Bean
  MeterBinder reportMetrics(ReportService reports, TradeService trades) {
    return registry -> {
      Gauge.builder("facepay.edge.reports", reports, ReportService::size)
          .description("Trade reports held in memory that devices shall make")
          .register(registry);
      Gauge.builder("facepay.edge.trades", trades, TradeService::size)
          .description("Numbers of trades paid elsewhere held in memory")
          .register(registry);
      FunctionCounter.builder("facepay.edge.passed.over", reports, ReportService::passedOver)
          .description("Facts that memory had no room for")
          .tag("what", "report")
          .register(registry);
    };
  }
}
