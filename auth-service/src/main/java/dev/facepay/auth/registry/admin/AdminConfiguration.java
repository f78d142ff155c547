package dev.facepay.auth.registry.admin;

import dev.facepay.auth.registry.RegistrySettings;
import dev.facepay.auth.registry.audit.Audit;
import dev.facepay.http.ProblemAdvice;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The operators' HTTP, on a registry that is there. */
@Configuration(proxyBeanMethods = false)
@Import({
  StoreController.class,
  DeviceController.class,
  AuditController.class,
  AdminDescription.class
})
public class AdminConfiguration {

  @Bean
  ProblemAdvice problems() {
    return new ProblemAdvice(e -> null, code -> {});
  }

  @Bean
  AdminDoor adminDoor(
      OperatorKeys keys,
      Audit audit,
      Timekeeper time,
      MeterRegistry meters,
      RegistrySettings settings) {
    return new AdminDoor(keys, audit, time, meters, settings.strangersPerMinute());
  }
}
