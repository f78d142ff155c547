package dev.facepay.edge;

import dev.facepay.edge.access.AccessConfiguration;
import dev.facepay.edge.access.Replies;
import dev.facepay.edge.credentials.CredentialsConfiguration;
import dev.facepay.edge.devices.DevicesConfiguration;
import dev.facepay.edge.payments.PaymentProjection;
import dev.facepay.edge.payments.PaymentsConfiguration;
import dev.facepay.edge.refunds.RefundService;
import dev.facepay.edge.refunds.RefundsConfiguration;
import dev.facepay.edge.reports.ReportService;
import dev.facepay.edge.reports.ReportsConfiguration;
import dev.facepay.http.HttpConfiguration;
import dev.facepay.http.OpenApiDocument;
import dev.facepay.http.ProblemAdvice;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The edge itself, on whatever log it is given. */
@Configuration(proxyBeanMethods = false)
@Import({
  AccessConfiguration.class,
  PaymentsConfiguration.class,
  CredentialsConfiguration.class,
  DevicesConfiguration.class,
  ReportsConfiguration.class,
  RefundsConfiguration.class,
  FactRouter.class,
  HttpConfiguration.class
})
class EdgeConfiguration {

  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

  @Bean
  Timekeeper timekeeper() {
    return Timekeeper.system();
  }

  /** What nothing has happened to for long enough is forgotten also where nothing new comes. */
  @Bean
  ScheduledTask forgetting(
      PaymentProjection payments, ReportService reports, RefundService refunds, Timekeeper time) {
    return new ScheduledTask(
        "forgetting",
        FORGET_EVERY,
        time,
        () -> {
          payments.forgetOld();
          reports.forgetOld();
          refunds.forgetOld();
        });
  }

  @Bean
  OpenApiDocument openApiDocument() {
    return new OpenApiDocument(EdgeApplication.class);
  }

  @Bean
  ProblemAdvice problems(Replies replies) {
    return new ProblemAdvice(e -> null, code -> replies.count("any", code));
  }
}
