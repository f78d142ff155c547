package dev.facepay.auth;

import dev.facepay.auth.registry.RegistrySettings;
import dev.facepay.auth.registry.admin.AdminConfiguration;
import dev.facepay.auth.registry.audit.Audit;
import dev.facepay.auth.registry.desk.Chains;
import dev.facepay.auth.registry.desk.DevicePublisher;
import dev.facepay.auth.registry.desk.RegistryDesk;
import dev.facepay.auth.registry.desk.RegistryHandler;
import dev.facepay.auth.registry.desk.RegistrySweep;
import dev.facepay.auth.registry.desk.RegistryView;
import dev.facepay.auth.registry.store.Devices;
import dev.facepay.auth.registry.store.Shops;
import dev.facepay.auth.registry.store.Sightings;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Regularly;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.health.Check;
import dev.facepay.runtime.operator.OperatorKeys;
import dev.facepay.runtime.seal.EnrolmentCodes;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.StageSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import dev.facepay.wechat.merchant.Merchants;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The device registry. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RegistrySettings.class)
@Import(AdminConfiguration.class)
class RegistryConfiguration {

  @Bean
  static Shops shops(Stores stores) {
    return new Shops(stores.documents("stores"));
  }

  @Bean
  static Devices devices(Stores stores) {
    return new Devices(
        stores.documents("devices", Devices.SORTED), stores.documents("enrolment_codes"));
  }

  @Bean
  Sightings sightings(Stores stores) {
    return new Sightings(stores.documents("device_sightings"));
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

  @Bean
  HealthIndicator operators(OperatorKeys keys) {
    Check check = () -> keys.trouble().map(Check.Result::down).orElse(Check.Result.UP);
    return check.indicator();
  }

  @Bean
  DevicePublisher devicePublisher(
      Devices devices, Shops shops, Merchants merchants, FactPublisher publisher) {
    return new DevicePublisher(devices, shops, new Chains(merchants), publisher);
  }

  @Bean
  RegistryDesk registryDesk(
      Shops shops,
      Devices devices,
      Merchants merchants,
      DevicePublisher publisher,
      EnrolmentCodes codes,
      Timekeeper time,
      RegistrySettings settings) {
    return new RegistryDesk(
        shops, devices, new Chains(merchants), publisher, codes, time, settings);
  }

  @Bean
  RegistryView registryView(Devices devices, Sightings sightings, DevicePublisher states) {
    return new RegistryView(devices, sightings, states);
  }

  @Bean
  Regularly registrySweep(DevicePublisher publisher, Timekeeper time, RegistrySettings settings) {
    RegistrySweep sweep = new RegistrySweep(publisher, time, settings);
    return new Regularly("registry-sweep", settings.sweepEvery(), time, sweep::run);
  }

  @Bean
  Stage authRegistry(
      Stages stages,
      Devices devices,
      Sightings sightings,
      DevicePublisher states,
      FactPublisher publisher,
      Audit audit,
      Timekeeper time,
      RegistrySettings settings) {
    RegistryHandler handler =
        new RegistryHandler(devices, sightings, states, publisher, audit, time, settings);
    return stages.stage(
        "auth-registry", Set.of(Topic.AUTH_REQUESTED), handler, StageSettings.defaults());
  }
}
