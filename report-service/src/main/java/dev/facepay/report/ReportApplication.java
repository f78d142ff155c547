package dev.facepay.report;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.service.ServiceRuntime;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.StageSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Trade reports as a process: what facts say goes into jobs, and what is due goes to devices. */
@SpringBootApplication(proxyBeanMethods = false)
@Import(ServiceRuntime.class)
@EnableConfigurationProperties({JobSettings.class, DueSettings.class})
public class ReportApplication {

  /** The service's own name for its configuration, so that several can live in one JVM. */
  public static final String CONFIG_NAME = "report-service";

  /** Nobody waits at a till for a report: fetches are saved. */
  private static final Duration COLLECTS = Duration.ofMillis(250);

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(ReportApplication.class, args);
  }

  /**
   * What brings a copy of this service's documents up to the log, by the defaults of its settings.
   */
  public static List<LogFold> folds(Stores stores, Timekeeper time) {
    return new JobFold(reportJobs(stores), reportEnds(stores, JobSettings.defaults()), time)
        .folds();
  }

  @Bean
  static DueRecords reportJobs(Stores stores) {
    return new DueRecords(stores.documents("report_jobs", DueRecords.DUE_AT));
  }

  @Bean
  static ReportEnds reportEnds(Stores stores, JobSettings settings) {
    return new ReportEnds(stores.documents("report_ends"), settings);
  }

  @Bean
  KnownDevices knownDevices() {
    return new KnownDevices();
  }

  @Bean
  Stage reportStage(Stages stages, DueRecords jobs, ReportEnds ends, Timekeeper time) {
    return stages.stage(
        JobHandler.STAGE,
        JobHandler.TOPICS,
        new JobHandler(jobs, ends, time),
        StageSettings.defaults().collecting(COLLECTS));
  }

  @Bean
  DueWorker reportWorker(
      FactPublisher publisher,
      DueRecords jobs,
      ReportEnds ends,
      KnownDevices devices,
      Timekeeper time,
      JobSettings settings,
      DueSettings due,
      MeterRegistry meters) {
    Reporter reporter = new Reporter(ends, devices, time, settings);
    return new DueWorker("report", jobs, reporter, publisher, time, due, meters);
  }

  @Bean
  LogFollower devicesFollower(
      FacePayKafka kafka,
      JobSettings settings,
      Timekeeper time,
      MeterRegistry meters,
      KnownDevices devices) {
    return new LogFollower(
        kafka,
        "devices",
        Set.of(Topic.AUTH_REQUESTED, Topic.REPORT_SETTLED),
        settings.devicesWithin(),
        time,
        meters,
        logged -> logged.fact().ifPresent(devices::accept));
  }

  /** From the beginning: a device's state may be years old. */
  @Bean
  LogFollower registryFollower(
      FacePayKafka kafka, Timekeeper time, MeterRegistry meters, KnownDevices devices) {
    return new LogFollower(
        kafka,
        "registry",
        Set.of(Topic.DEVICE),
        LogFollower.FROM_THE_BEGINNING,
        time,
        meters,
        logged -> logged.fact().ifPresent(devices::accept));
  }
}
