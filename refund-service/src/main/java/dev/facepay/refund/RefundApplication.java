package dev.facepay.refund;

import dev.facepay.payment.RefundFact;
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
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The refund stage as a process. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({ServiceRuntime.class, HeldConfiguration.class, WechatConfiguration.class})
@EnableConfigurationProperties({RefundSettings.class, DueSettings.class})
public class RefundApplication {

  /** The service's own name for its configuration, so that several can live in one JVM. */
  public static final String CONFIG_NAME = "refund-service";

  private static final String STAGE = "refund";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(RefundApplication.class, args);
  }

  /**
   * What brings a copy of this service's database up to the log, by the defaults of its settings.
   */
  public static List<LogFold> folds(Stores stores, InstantSource clock) {
    return new RefundFold(refundStore(stores, RefundSettings.defaults()), refundWork(stores), clock)
        .folds();
  }

  @Bean
  static RefundStore refundStore(Stores stores, RefundSettings settings) {
    return new RefundStore(stores.documents("refund_payments"), settings);
  }

  @Bean
  static DueRecords refundWork(Stores stores) {
    return new DueRecords(
        stores.documents("refund_work", DueRecords.DUE_AT, DueRecords.FIRST_DUE_AT));
  }

  @Bean
  OlderCopy olderCopy(Stages stages, Stores stores, RefundStore store, HeldRecords held) {
    return stages.olderCopy(
        stores,
        List.of(
            Newest.said(
                Topic.REFUND_SETTLED,
                fact -> fact instanceof RefundFact.Settled,
                fact -> RefundFold.isForgottenEnd(fact, store)),
            stages.taken(
                STAGE,
                Topic.REFUND_REQUESTED,
                fact -> RefundFold.isForgotten(fact, store),
                record -> held.holds(STAGE, record))));
  }

  @Bean
  Stage refund(
      Stages stages,
      RefundStore store,
      DueRecords refundWork,
      Timekeeper time,
      RefundSettings settings,
      HeldRecords held) {
    return stages.holding(
        STAGE,
        Set.of(Topic.PAYMENT_SETTLED, Topic.REFUND_REQUESTED),
        new RefundHandler(store, refundWork, time, settings),
        StageSettings.defaults(),
        held);
  }

  @Bean
  DueWorker refunder(
      DueRecords refundWork,
      RefundStore store,
      WechatPay wechat,
      FactPublisher publisher,
      Timekeeper time,
      RefundSettings settings,
      DueSettings due,
      MeterRegistry meters) {
    settings.requireLease(due.lease(), wechat.callMax());
    Refunder refunder = new Refunder(store, wechat, time, settings);
    return new DueWorker("refund", refundWork, refunder, publisher, time, due, meters);
  }
}
