package dev.facepay.report;

import dev.facepay.payment.Topic;
import dev.facepay.report.job.Ends;
import dev.facepay.report.job.JobHandler;
import dev.facepay.report.job.JobSettings;
import dev.facepay.report.job.KnownDevices;
import dev.facepay.report.job.Reporter;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueSettings;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.fact.AnnouncedFacts;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.StageSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Trade reports: what facts say goes into jobs, and what is due goes to devices. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({JobSettings.class, DueSettings.class})
class JobConfiguration {

  /** Nobody waits at a till for a report: fetches are saved. */
  private static final Duration COLLECTS = Duration.ofMillis(250);

  @Bean
  KnownDevices knownDevices() {
    return new KnownDevices();
  }

  @Bean
  static DueRecords reportJobs(Stores stores) {
    return new DueRecords(stores.documents("report_jobs", DueRecords.DUE_AT));
  }

  @Bean
  static Ends reportEnds(Stores stores, JobSettings settings) {
    return new Ends(stores.documents("report_ends"), settings);
  }

  @Bean
  Stage reportStage(Stages stages, DueRecords jobs, Ends ends, Timekeeper time) {
    return stages.stage(
        JobHandler.STAGE,
        JobHandler.TOPICS,
        new JobHandler(jobs, ends, time),
        StageSettings.defaults().collecting(COLLECTS));
  }

  @Bean
  DueWorker reportWorker(
      Stages stages,
      DueRecords jobs,
      Ends ends,
      KnownDevices devices,
      Timekeeper time,
      JobSettings settings,
      DueSettings due,
      MeterRegistry meters) {
    return new DueWorker(
        "report",
        jobs,
        new Reporter(ends, devices, time, settings),
        new AnnouncedFacts(stages.publisher(), meters),
        time,
        due,
        meters);
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
