package dev.facepay.console.bill;

import dev.facepay.runtime.store.Stores;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class BillConfiguration {

  @Bean
  BillStore bills(Stores stores) {
    return BillStore.in(stores, "");
  }
}
