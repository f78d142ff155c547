package dev.facepay.edge;

import dev.facepay.edge.desk.DeskSettings;
import dev.facepay.edge.desk.PaymentDesk;
import dev.facepay.edge.desk.PaymentViews;
import dev.facepay.edge.device.DeviceKeys;
import dev.facepay.edge.device.DoorSettings;
import dev.facepay.edge.device.RateLimits;
import dev.facepay.edge.docs.ApiDescription;
import dev.facepay.edge.http.DoorFilter;
import dev.facepay.edge.http.EdgeMetrics;
import dev.facepay.edge.http.ErrorPages;
import dev.facepay.edge.http.PaymentController;
import dev.facepay.edge.http.PaymentStream;
import dev.facepay.edge.http.ProblemAdvice;
import dev.facepay.edge.http.WaitSettings;
import dev.facepay.edge.request.RequestFacts;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.Sealer;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The edge itself, on whatever log it is given. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DeskSettings.class, DoorSettings.class, WaitSettings.class})
@Import({
  PaymentController.class,
  PaymentStream.class,
  ProblemAdvice.class,
  ErrorPages.class,
  ApiDescription.class
})
class EdgeConfiguration {

  @Bean(destroyMethod = "")
  PaymentViews paymentViews(DeskSettings settings, Timekeeper time) {
    return new PaymentViews(settings, time);
  }

  @Bean
  Answers answers(PaymentViews views) {
    return new Answers(views);
  }

  @Bean
  ViewsLifecycle viewsLifecycle(PaymentViews views) {
    return new ViewsLifecycle(views);
  }

  @Bean
  RequestFacts requestFacts(Sealer sealer, Fingerprints fingerprints) {
    return new RequestFacts(sealer, fingerprints);
  }

  @Bean
  PaymentDesk paymentDesk(
      DeskSettings settings,
      PaymentViews views,
      RequestFacts facts,
      FactPublisher publisher,
      Timekeeper time) {
    return new PaymentDesk(settings, views, facts, publisher, time);
  }

  @Bean
  Timekeeper timekeeper() {
    return Timekeeper.system();
  }

  @Bean
  DeviceKeys deviceKeys(DoorSettings settings) {
    return new DeviceKeys(settings);
  }

  @Bean
  RateLimits rateLimits(DoorSettings settings) {
    return new RateLimits(settings);
  }

  @Bean
  KeysWatch keysWatch(DeviceKeys keys, RateLimits limits, DoorSettings settings) {
    return new KeysWatch(keys, limits, settings.keysReload());
  }

  @Bean
  EdgeMetrics edgeMetrics(MeterRegistry registry, PaymentViews views, DeviceKeys keys) {
    return new EdgeMetrics(registry, views, keys);
  }

  @Bean
  FilterRegistrationBean<DoorFilter> door(
      AnswersFollowed answers,
      DeviceKeys keys,
      RateLimits limits,
      EdgeMetrics metrics,
      WaitSettings settings,
      DoorSettings rates) {
    DoorFilter filter = new DoorFilter(answers::caughtUp, keys, limits, metrics, settings, rates);
    FilterRegistrationBean<DoorFilter> door = new FilterRegistrationBean<>(filter);
    door.addUrlPatterns("/v1/*");
    return door;
  }

  @Bean
  HealthIndicator caughtUp(AnswersFollowed answers) {
    return () -> answers.caughtUp() ? Health.up().build() : Health.outOfService().build();
  }
}
