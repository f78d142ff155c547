package dev.facepay.runtime.held;

import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactCodec;
import dev.facepay.runtime.held.HeldRecords.HoldSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** For services whose topics carry money; imported by their applications. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HoldSettings.class)
public class HeldConfiguration {

  @Bean
  HeldRecords held(
      @Value("${spring.application.name}") String service,
      FacePayKafka kafka,
      Stages stages,
      Stores stores,
      Timekeeper time,
      HoldSettings settings,
      MeterRegistry meters) {
    DueRecords records =
        new DueRecords(
            stores.documents(HeldRecords.COLLECTION, DueRecords.DUE_AT, DueRecords.FIRST_DUE_AT));
    return new HeldRecords(
        service,
        records,
        new FactCodec(kafka),
        stages.publisher(),
        stages.brokers(),
        time,
        settings,
        meters);
  }
}
