package dev.facepay.report;

import dev.facepay.report.job.JobFold;
import dev.facepay.report.job.JobSettings;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.store.Stores;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcObservationAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The read side as a process. Its settings are in {@code report-service.yml}. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration(
    exclude = {KafkaAutoConfiguration.class, WebMvcObservationAutoConfiguration.class})
@Import({LogConfiguration.class, ReadConfiguration.class, JobConfiguration.class})
public class ReportApplication {

  /** The settings' file is {@code <name>.yml}. */
  public static final String CONFIG_NAME = "report-service";

  /**
   * What brings the jobs of a copy of this service's database up to the log, by the defaults of its
   * settings; its read side is built anew.
   */
  public static List<LogFold> folds(Stores stores, Timekeeper time) {
    return new JobFold(
            JobConfiguration.reportJobs(stores),
            JobConfiguration.reportEnds(stores, JobSettings.defaults()),
            time)
        .folds();
  }

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(ReportApplication.class, args);
  }
}
