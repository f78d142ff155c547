package dev.facepay.reverse;

import dev.facepay.payment.Topic;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.due.DueRecords;
import dev.facepay.runtime.due.DueWorker;
import dev.facepay.runtime.due.DueWorker.DueSettings;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.fact.OlderCopy;
import dev.facepay.runtime.fact.OlderCopy.Newest;
import dev.facepay.runtime.held.HeldConfiguration;
import dev.facepay.runtime.held.HeldRecords;
import dev.facepay.runtime.service.ServiceRuntime;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.StageSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import dev.facepay.wechat.WechatConfiguration;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The reverse stage as a process. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({ServiceRuntime.class, HeldConfiguration.class, WechatConfiguration.class})
@EnableConfigurationProperties({ReverseSettings.class, DueSettings.class})
public class ReverseApplication {

  /** The service's own name for its configuration, so that several can live in one JVM. */
  public static final String CONFIG_NAME = "reverse-service";

  private static final String STAGE = "reverse";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(ReverseApplication.class, args);
  }

  /**
   * What brings a copy of this service's database up to the log, by the defaults of its settings.
   */
  public static List<LogFold> folds(Stores stores, Timekeeper time) {
    return new ReversalFold(reversals(stores), outcomes(stores), time, ReverseSettings.defaults())
        .folds();
  }

  @Bean
  static DueRecords reversals(Stores stores) {
    return new DueRecords(
        stores.documents("reverse_chases", DueRecords.DUE_AT, DueRecords.FIRST_DUE_AT));
  }

  @Bean
  static Outcomes outcomes(Stores stores) {
    return new Outcomes(stores.documents("reverse_outcomes"), stores.kept());
  }

  @Bean
  OlderCopy olderCopy(
      Stages stages, Stores stores, DueRecords reversals, Outcomes outcomes, HeldRecords held) {
    return stages.olderCopy(
        stores,
        List.of(
            Newest.said(
                Topic.PAYMENT_SETTLED,
                ReversalFold::isOwn,
                fact -> ReversalFold.isForgotten(fact, outcomes)),
            stages.taken(
                STAGE,
                Topic.PAYMENT_REVERSE_NEEDED,
                fact -> ReversalFold.isForgotten(fact, reversals, outcomes),
                record -> held.holds(STAGE, record))));
  }

  @Bean
  Stage reverse(
      Stages stages,
      DueRecords reversals,
      Outcomes outcomes,
      FactPublisher publisher,
      Timekeeper time,
      ReverseSettings settings,
      HeldRecords held) {
    return stages.holding(
        STAGE,
        Set.of(Topic.PAYMENT_REVERSE_NEEDED, Topic.PAYMENT_ACT),
        new ReverseHandler(reversals, outcomes, publisher, time, settings),
        StageSettings.defaults(),
        held);
  }

  @Bean
  DueWorker worker(
      DueRecords reversals,
      Outcomes outcomes,
      WechatPay wechat,
      FactPublisher publisher,
      Timekeeper time,
      ReverseSettings settings,
      DueSettings due,
      MeterRegistry meters) {
    settings.requireLease(due.lease(), wechat.callMax());
    ReversalWorker worker = new ReversalWorker(outcomes, wechat, time, settings);
    return new DueWorker("reverse", reversals, worker, publisher, time, due, meters);
  }
}
