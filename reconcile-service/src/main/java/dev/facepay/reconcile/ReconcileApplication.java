package dev.facepay.reconcile;

import dev.facepay.payment.MerchantId;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.service.ServiceRuntime;
import dev.facepay.runtime.store.Stores;
import dev.facepay.wechat.Merchants;
import dev.facepay.wechat.WechatConfiguration;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** WeChat's bills against our facts, as a process. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({ServiceRuntime.class, WechatConfiguration.class})
@EnableConfigurationProperties(ReconcileSettings.class)
public class ReconcileApplication {

  /** The service's own name for its configuration, so that several can live in one JVM. */
  public static final String CONFIG_NAME = "reconcile-service";

  /** Clocks differ: the log is read from a while before the day began. */
  private static final Duration EARLIER = Duration.ofHours(1);

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(ReconcileApplication.class, args);
  }

  @Bean
  static Days days(Stores stores) {
    return new Days(
        stores.documents("bill_days", Days.DUE_AT, Days.WAITS_SINCE),
        stores.documents("bill_differences", Days.FOUND_AT));
  }

  @Bean
  Reconciler reconciler(
      Merchants merchants,
      Days days,
      FacePayKafka kafka,
      WechatPay wechat,
      FactPublisher publisher,
      Timekeeper time,
      MeterRegistry meters,
      ReconcileSettings settings) {
    return new Reconciler(
        () -> merchants.all().stream().map(it -> new MerchantId(it.mchId())).toList(),
        days,
        (day, into) -> read(kafka, day, into, time, meters),
        wechat,
        publisher,
        time,
        settings);
  }

  /** The topics from the day's begin to their end of now, once. */
  private static void read(
      FacePayKafka kafka, LocalDate day, DayFacts into, Timekeeper time, MeterRegistry meters)
      throws InterruptedException {
    Instant from = day.atStartOfDay().toInstant(Comparison.ZONE).minus(EARLIER);
    LogFollower log =
        new LogFollower(
            kafka,
            "bill",
            Set.of(Topic.PAYMENT_SETTLED, Topic.REFUND_REQUESTED, Topic.REFUND_SETTLED),
            Duration.between(from, time.instant()),
            time,
            meters,
            into::accept);
    log.start();
    try {
      log.caughtUp().get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("it only ever succeeds", e);
    } finally {
      log.stop();
    }
  }

  @Bean
  ScheduledTask reconciling(Reconciler reconciler, ReconcileSettings settings, Timekeeper time) {
    return new ScheduledTask("reconcile", settings.lookEvery(), time, reconciler::look);
  }

  @Bean
  BillMeters billMeters(Days days, Timekeeper time, MeterRegistry meters) {
    return new BillMeters(days, time, meters);
  }

  /** How much is not yet as it should be. */
  static final class BillMeters {

    BillMeters(Days days, Timekeeper time, MeterRegistry meters) {
      Gauge.builder("facepay.bill.differences", days, Days::differencesOpen)
          .description("Open differences between bills and facts")
          .register(meters);
      Gauge.builder(
              "facepay.bill.differences.oldest.seconds",
              days,
              it -> seconds(it.oldestDifference(), time.instant()))
          .description("Since the oldest open difference was found; 0: none")
          .register(meters);
      Gauge.builder(
              "facepay.bill.unreconciled.age.seconds",
              days,
              it -> seconds(it.oldestWaiting(), time.instant()))
          .description("How long the day is overdue that waits longest for its comparison")
          .register(meters);
    }

    private static double seconds(Optional<Instant> since, Instant now) {
      return since.map(it -> Duration.between(it, now).toMillis() / 1000.0).orElse(0.0);
    }
  }
}
