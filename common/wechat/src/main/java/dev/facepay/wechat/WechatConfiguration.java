package dev.facepay.wechat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** WeChat as a service has it: its merchants, its settings, one client. */
@Configuration(proxyBeanMethods = false)
public class WechatConfiguration {

  /** A change is in force within two looks. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

  @Bean
  Merchants merchants(@Value("${facepay.merchants-dir}") Path dir) {
    return Merchants.load(dir);
  }

  @Bean
  GatewaySettings gatewaySettings(Environment environment) {
    return Binder.get(environment).bindOrCreate("facepay.gateway", GatewaySettings.class);
  }

  @Bean
  WechatClient wechat(
      GatewaySettings settings, Merchants merchants, InstantSource clock, GatewayMeters meters) {
    return WechatClient.open(settings, merchants, clock, meters);
  }

  @Bean
  GatewayMeters gatewayMeters(MeterRegistry meters, Merchants merchants) {
    return new GatewayMeters(meters, merchants);
  }

  @Bean
  MerchantsWatch merchantsWatch(
      @Value("${facepay.merchants-dir}") Path dir,
      Merchants merchants,
      GatewayMeters gateway,
      MeterRegistry meters) {
    MerchantsWatch watch = new MerchantsWatch(dir, merchants, gateway::showCertificates);
    Gauge.builder("facepay.merchants.refused", watch, it -> it.isRefused() ? 1 : 0)
        .description("1 while the merchants' directory has a change that can't be taken over")
        .register(meters);
    return watch.every(LOOK_EVERY);
  }
}
