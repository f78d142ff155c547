package dev.facepay.edge;

import dev.facepay.edge.access.Replies;
import dev.facepay.edge.payments.PaymentProjection;
import dev.facepay.edge.refunds.RefundService;
import dev.facepay.edge.reports.ReportService;
import dev.facepay.http.HttpConfiguration;
import dev.facepay.http.OpenApiDocument;
import dev.facepay.http.ProblemAdvice;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The edge itself, on whatever log it is given; its features are found by their packages. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(
    basePackages = {
      "dev.facepay.edge.access",
      "dev.facepay.edge.payments",
      "dev.facepay.edge.credentials",
      "dev.facepay.edge.devices",
      "dev.facepay.edge.reports",
      "dev.facepay.edge.refunds"
    },
    useDefaultFilters = false,
    includeFilters = @Filter(Configuration.class))
@Import({FactRouter.class, HttpConfiguration.class})
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
