package dev.facepay.edge.refunds;

import dev.facepay.http.BeforeDrain;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Refunds of payments: asked for, looked at. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RefundSettings.class, RefundSettings.Till.class})
@Import({RefundProjection.class, RefundService.class, RefundController.class})
class RefundsConfiguration {

  @Bean
  BeforeDrain refundWaitsEnd(RefundProjection refunds) {
    return new BeforeDrain(refunds::close);
  }

  @Bean
  MeterBinder refundMetrics(RefundProjection refunds) {
    return registry ->
        Gauge.builder("facepay.edge.refunds", refunds, RefundProjection::size)
            .description("Refunds held in memory")
            .register(registry);
  }
}
