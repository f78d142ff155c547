package dev.facepay.auth.credential;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.StageSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import dev.facepay.wechat.Merchants;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The half of the auth stage that gives out credentials. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({CredentialSettings.class, DueSettings.class})
class CredentialConfiguration {

  @Bean
  Parameters credentialParameters(Fingerprints fingerprints, Merchants merchants) {
    return new Parameters(fingerprints, device -> Parameters.appIds(merchants, device));
  }

  @Bean
  Credentials credentials(Stores stores, CredentialSettings settings) {
    return new Credentials(
        stores.documents("auth_credentials", DeviceCredentialDocument.ISSUED_AT),
        settings.activeFor());
  }

  @Bean
  CredentialMeters credentialMeters(
      MeterRegistry registry, Credentials credentials, Timekeeper time) {
    CredentialMeters meters = new CredentialMeters(registry);
    meters.watch(credentials, time);
    return meters;
  }

  @Bean
  DueRecords credentialRenewals(Stores stores) {
    return new DueRecords(stores.documents("auth_renewals", DueRecords.DUE_AT));
  }

  @Bean
  Calls credentialCalls(
      Credentials credentials,
      WechatPay gateway,
      Sealer sealer,
      Timekeeper time,
      CredentialSettings settings,
      CredentialMeters meters) {
    return new Calls(credentials, gateway, sealer, time, settings, meters);
  }

  @Bean
  Renewals renewals(
      DueRecords credentialRenewals,
      Credentials credentials,
      Calls calls,
      Parameters parameters,
      Timekeeper time,
      CredentialSettings settings,
      CredentialMeters meters) {
    return new Renewals(credentialRenewals, credentials, calls, parameters, time, settings, meters);
  }

  @Bean
  DueWorker renewalWorker(
      DueRecords credentialRenewals,
      Renewals renewals,
      FactPublisher publisher,
      Timekeeper time,
      DueSettings settings,
      MeterRegistry registry) {
    return new DueWorker(
        "credentials", credentialRenewals, renewals, publisher, time, settings, registry);
  }

  @Bean
  Stage authCredentials(
      Stages stages,
      Credentials credentials,
      Calls calls,
      Renewals renewals,
      Parameters parameters,
      FactPublisher publisher,
      Timekeeper time,
      CredentialSettings settings,
      CredentialMeters meters) {
    CredentialHandler handler =
        new CredentialHandler(
            credentials, calls, renewals, parameters, publisher, time, settings, meters);
    return stages.stage(
        "auth-credentials", Set.of(Topic.AUTH_REQUESTED), handler, StageSettings.defaults());
  }
}
