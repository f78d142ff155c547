package dev.facepay.auth;

import dev.facepay.auth.registry.RegistryFold;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.seal.KeyRing.SealSettings;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.service.ServiceRuntime;
import dev.facepay.runtime.store.Stores;
import dev.facepay.wechat.WechatConfiguration;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The auth stage as a process: what its two halves, found by their packages, stand on. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({ServiceRuntime.class, WechatConfiguration.class})
@EnableConfigurationProperties(SealSettings.class)
public class AuthApplication {

  /** The service's own name for its configuration, so that several can live in one JVM. */
  public static final String CONFIG_NAME = "auth-service";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(AuthApplication.class, args);
  }

  /** What brings a copy of this service's database up to the log. */
  public static List<LogFold> folds(Stores stores, InstantSource clock) {
    return RegistryFold.folds(stores, clock);
  }

  @Bean
  KeyRing keyRing(SealSettings settings) {
    return settings.ring();
  }

  @Bean
  Sealer sealer(KeyRing ring) {
    return Sealer.of(ring);
  }

  @Bean
  Fingerprints fingerprints(KeyRing ring) {
    return new Fingerprints(ring);
  }
}
