package dev.facepay.edge;

import dev.facepay.edge.credential.CredentialDesk;
import dev.facepay.edge.credential.CredentialWaits;
import dev.facepay.edge.desk.DeskSettings;
import dev.facepay.edge.desk.PaymentDesk;
import dev.facepay.edge.desk.PaymentViews;
import dev.facepay.edge.device.DeviceKeys;
import dev.facepay.edge.device.DoorSettings;
import dev.facepay.edge.device.KeyBook;
import dev.facepay.edge.device.RateLimits;
import dev.facepay.edge.device.RegisteredDevices;
import dev.facepay.edge.enrol.EnrolSettings;
import dev.facepay.edge.enrol.EnrolmentDesk;
import dev.facepay.edge.http.CredentialController;
import dev.facepay.edge.http.DoorFilter;
import dev.facepay.edge.http.EdgeMetrics;
import dev.facepay.edge.http.PaymentController;
import dev.facepay.edge.http.PaymentStream;
import dev.facepay.edge.http.RefusalLog;
import dev.facepay.edge.http.Replies;
import dev.facepay.edge.http.WaitSettings;
import dev.facepay.edge.http.device.DeviceController;
import dev.facepay.edge.http.device.ReportController;
import dev.facepay.edge.report.ReportDesk;
import dev.facepay.edge.report.ReportSettings;
import dev.facepay.edge.report.ReportsFollowed;
import dev.facepay.edge.report.TradeDesk;
import dev.facepay.edge.request.RequestFacts;
import dev.facepay.http.BeforeDrain;
import dev.facepay.http.OpenApiDocument;
import dev.facepay.http.ProblemAdvice;
import dev.facepay.runtime.Regularly;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fill.Room;
import dev.facepay.runtime.seal.EnrolmentCodes;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.Sealer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The edge itself, on whatever log it is given. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  DeskSettings.class,
  DoorSettings.class,
  WaitSettings.class,
  EnrolSettings.class,
  CredentialWaits.class,
  ReportSettings.class
})
@Import({
  PaymentController.class,
  PaymentStream.class,
  DeviceController.class,
  CredentialController.class,
  ReportController.class
})
class EdgeConfiguration {

  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

  @Bean(destroyMethod = "")
  PaymentViews paymentViews(DeskSettings settings, Timekeeper time) {
    return new PaymentViews(settings, time);
  }

  @Bean
  Answers answers(
      PaymentViews views,
      RegisteredDevices devices,
      EnrolmentDesk enrolments,
      CredentialDesk credentials,
      ReportDesk reports,
      TradeDesk trades) {
    return new Answers(views, devices, enrolments, credentials, reports, trades);
  }

  @Bean
  RegisteredDevices registeredDevices(DoorSettings settings) {
    return new RegisteredDevices(settings.devicesMax());
  }

  @Bean
  KeyBook keyBook(DeviceKeys file, RegisteredDevices registry, Timekeeper time) {
    return new KeyBook(file, registry, time);
  }

  @Bean
  EnrolmentDesk enrolmentDesk(
      EnrolSettings settings,
      Fingerprints fingerprints,
      FactPublisher publisher,
      RegisteredDevices registry,
      Timekeeper time) {
    return new EnrolmentDesk(settings, new EnrolmentCodes(fingerprints), publisher, registry, time);
  }

  @Bean
  ReportDesk reportDesk(
      FactPublisher publisher, Sealer sealer, Timekeeper time, ReportSettings settings) {
    return new ReportDesk(publisher, sealer, time, settings);
  }

  @Bean
  TradeDesk tradeDesk(
      FactPublisher publisher,
      Sealer sealer,
      Fingerprints fingerprints,
      PaymentViews payments,
      Timekeeper time,
      ReportSettings settings) {
    return new TradeDesk(publisher, sealer, fingerprints, payments, time, settings);
  }

  @Bean
  RefusalLog refusalLog(MeterRegistry meters, Timekeeper time) {
    return new RefusalLog(meters, time);
  }

  @Bean
  CredentialDesk credentialDesk(FactPublisher publisher, Sealer sealer, Timekeeper time) {
    return new CredentialDesk(publisher, sealer, time);
  }

  @Bean
  BeforeDrain waitsEnd(PaymentViews views) {
    return new BeforeDrain(views::close);
  }

  @Bean
  RequestFacts requestFacts(Sealer sealer, Fingerprints fingerprints) {
    return new RequestFacts(sealer, fingerprints);
  }

  @Bean
  PaymentDesk paymentDesk(
      DeskSettings settings,
      PaymentViews views,
      RequestFacts facts,
      FactPublisher publisher,
      Room room,
      Timekeeper time) {
    return new PaymentDesk(settings, views, facts, publisher, room, time);
  }

  @Bean
  Timekeeper timekeeper() {
    return Timekeeper.system();
  }

  @Bean
  DeviceKeys deviceKeys(DoorSettings settings) {
    return new DeviceKeys(settings);
  }

  @Bean
  RateLimits rateLimits(DoorSettings settings) {
    return new RateLimits(settings);
  }

  @Bean
  KeysHealth keysHealthIndicator(DeviceKeys keys, RegisteredDevices registry, KeyBook all) {
    return new KeysHealth(keys, registry, all);
  }

  /** The keys file is looked at again and again. */
  @Bean
  Regularly keysReload(
      DeviceKeys keys, KeyBook all, RateLimits limits, Timekeeper time, DoorSettings settings) {
    return new Regularly(
        "device-keys",
        settings.keysReload(),
        time,
        () -> {
          keys.reload();
          limits.keepOnly(all.devices());
        });
  }

  /** What nothing has happened to for long enough is forgotten also where nothing new comes. */
  @Bean
  Regularly forgetting(PaymentViews views, ReportDesk reports, Timekeeper time) {
    return new Regularly(
        "forgetting",
        FORGET_EVERY,
        time,
        () -> {
          views.forgetOld();
          reports.forgetOld();
        });
  }

  @Bean
  EdgeMetrics edgeMetrics(
      MeterRegistry registry,
      PaymentViews views,
      ReportDesk reports,
      TradeDesk trades,
      KeyBook keys) {
    return new EdgeMetrics(registry, views, reports, trades, keys);
  }

  @Bean
  Replies replies(EdgeMetrics metrics, WaitSettings settings) {
    return new Replies(metrics, settings);
  }

  @Bean
  OpenApiDocument openApiDocument() {
    return new OpenApiDocument(EdgeApplication.class);
  }

  @Bean
  ProblemAdvice problems(EdgeMetrics metrics) {
    return new ProblemAdvice(e -> null, code -> metrics.count("any", code));
  }

  @Bean
  FilterRegistrationBean<DoorFilter> door(
      AnswersFollowed answers,
      KeyBook keys,
      RateLimits limits,
      EnrolSettings enrol,
      RefusalLog refusals,
      EdgeMetrics metrics,
      WaitSettings settings,
      DoorSettings rates) {
    DoorFilter filter =
        new DoorFilter(
            answers.payments(),
            answers.registry(),
            keys,
            limits,
            enrol,
            refusals,
            metrics,
            settings,
            rates);
    FilterRegistrationBean<DoorFilter> door = new FilterRegistrationBean<>(filter);
    door.addUrlPatterns("/v1/*");
    return door;
  }

  @Bean
  ReportsFollowed reportsFollowed(AnswersFollowed answers) {
    return answers.reports()::getAsBoolean;
  }

  @Bean
  HealthIndicator caughtUp(AnswersFollowed answers) {
    return () ->
        answers.payments().getAsBoolean() ? Health.up().build() : Health.outOfService().build();
  }
}
