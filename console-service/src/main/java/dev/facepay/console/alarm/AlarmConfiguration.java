package dev.facepay.console.alarm;

import dev.facepay.runtime.store.Stores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AlarmConfiguration {

  @Bean
  AlarmStore alarms(Stores stores) {
    return AlarmStore.in(stores, "");
  }
}
