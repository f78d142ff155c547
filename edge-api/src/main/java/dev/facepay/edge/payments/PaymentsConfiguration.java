package dev.facepay.edge.payments;

import dev.facepay.http.BeforeDrain;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Payments: begun, looked at, given up. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PaymentSettings.class, IntakeSettings.class})
@Import({
  Intake.class,
  PaymentProjection.class,
  PaymentService.class,
  PaymentMetrics.class,
  PaymentController.class,
  PaymentEventStream.class
})
class PaymentsConfiguration {

  @Bean
  BeforeDrain waitsEnd(PaymentProjection projection) {
    return new BeforeDrain(projection::close);
  }
}
