package dev.facepay.wechat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** WeChat as a service has it: its merchants, its settings, one client. */
@Configuration(proxyBeanMethods = false)
public class WechatConfiguration {

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
      GatewaySettings settings, Merchants merchants, InstantSource clock, MeterRegistry meters) {
    return WechatClient.open(settings, merchants, clock, new GatewayMeters(meters, merchants));
  }
}
