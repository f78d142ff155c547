package dev.facepay.edge.access;

import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Keys, limits and answers, as every feature needs them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  AccessSettings.class,
  RequestSettings.class,
  EnrolmentSettings.class
})
@Import({KeysFile.class, ApiKeys.class, RateLimits.class, RefusalLog.class, Replies.class})
class AccessConfiguration {

  @Bean
  DeviceRegistry deviceRegistry(AccessSettings settings) {
    return new DeviceRegistry(settings.devicesMax());
  }

  @Bean
  FilterRegistrationBean<ApiKeyFilter> apiKeyFilter(
      LogProgress log,
      ApiKeys keys,
      RateLimits limits,
      EnrolmentSettings enrolment,
      RefusalLog refusals,
      Replies replies,
      RequestSettings settings,
      AccessSettings rates,
      InstantSource clock) {
    FilterRegistrationBean<ApiKeyFilter> registration =
        new FilterRegistrationBean<>(
            new ApiKeyFilter(
                log, keys, limits, enrolment, refusals, replies, settings, rates, clock));
    registration.addUrlPatterns("/v1/*");
    return registration;
  }

  /** The keys file is looked at again and again. */
  @Bean
  ScheduledTask keysReload(
      KeysFile file, ApiKeys keys, RateLimits limits, Timekeeper time, AccessSettings settings) {
    return new ScheduledTask(
        "device-keys",
        settings.keysReload(),
        time,
        () -> {
          file.reload();
          limits.keepOnly(keys.devices());
        });
  }

  /** Whether all keys are known, and how many devices there are. */
  @Bean
  HealthIndicator keysHealthIndicator(KeysFile file, DeviceRegistry registry, ApiKeys keys) {
    return () -> {
      String trouble =
          registry.isFull()
              ? "the registry has more devices than facepay.edge.devices-max: some can't come in"
              : file.trouble();
      Health.Builder health = trouble == null ? Health.up() : Health.down();
      if (trouble != null) {
        health.withDetail("trouble", trouble);
      }
      return health.withDetail("devices", keys.size()).build();
    };
  }

  @Bean
  MeterBinder deviceMetrics(ApiKeys keys) {
    return registry ->
        Gauge.builder("facepay.edge.devices", keys, ApiKeys::size)
            .description("Devices with a key")
            .register(registry);
  }

  @Bean
  HealthIndicator caughtUp(LogProgress log) {
    return () ->
        log.payments().getAsBoolean() ? Health.up().build() : Health.outOfService().build();
  }
}
