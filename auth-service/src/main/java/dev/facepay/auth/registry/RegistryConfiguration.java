package dev.facepay.auth.registry;

import dev.facepay.http.HttpConfiguration;
import dev.facepay.http.OpenApiDocument;
import dev.facepay.http.ProblemAdvice;
import dev.facepay.http.operator.OperatorSecurity;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.health.Check;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.seal.EnrolmentCodes;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.StageSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The device registry. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrySettings.class)
@Import({HttpConfiguration.class, OperatorSecurity.class})
class RegistryConfiguration {

  @Bean
  static Shops shops(Stores stores) {
    return new Shops(stores.documents("stores", Shops.UNTOLD));
  }

  @Bean
  static Devices devices(Stores stores) {
    return new Devices(
        stores.documents("devices", Devices.SORTED), stores.documents("enrolment_codes"));
  }

  @Bean
  Heartbeats heartbeats(Stores stores) {
    return new Heartbeats(stores.documents("device_sightings"));
  }

  @Bean
  Audit audit(Stores stores, Timekeeper time, RegistrySettings settings) {
    return new Audit(stores.documents("audit"), time, settings.auditKept());
  }

  @Bean
  EnrolmentCodes enrolmentCodes(KeyRing ring) {
    return new EnrolmentCodes(new Fingerprints(ring));
  }

  @Bean
  OperatorKeys operatorKeys(@Value("${facepay.operators-file}") Path file) {
    return new OperatorKeys(file);
  }

  /** Keys only, no sessions. Strangers come in as such: {@link OperatorCalls} audits them too. */
  @Bean
  SecurityFilterChain programs(HttpSecurity http) {
    return http.csrf(it -> it.disable())
        .authorizeHttpRequests(it -> it.anyRequest().permitAll())
        .build();
  }

  @Bean
  HealthIndicator operators(OperatorKeys keys) {
    Check check = () -> keys.trouble().map(Check.Result::down).orElse(Check.Result.UP);
    return check.indicator();
  }

  @Bean
  ProblemAdvice problems() {
    return new ProblemAdvice(e -> null, code -> {});
  }

  @Bean
  OpenApiDocument openApiDocument() {
    return new OpenApiDocument(RegistryConfiguration.class);
  }

  @Bean
  ScheduledTask registrySweep(
      DevicePublisher publisher,
      RegistryService registry,
      Timekeeper time,
      RegistrySettings settings) {
    DevicePublisher.Sweep sweep = new DevicePublisher.Sweep(publisher, time, settings);
    return new ScheduledTask(
        "registry-sweep",
        settings.sweepEvery(),
        time,
        () -> {
          registry.tellOlderThan(time.instant().minus(settings.publishAfter()));
          sweep.run();
        });
  }

  @Bean
  Stage authRegistry(Stages stages, RegistryHandler handler) {
    return stages.stage(
        "auth-registry", Set.of(Topic.AUTH_REQUESTED), handler, StageSettings.defaults());
  }
}
