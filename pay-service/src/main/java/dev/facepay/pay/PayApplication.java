package dev.facepay.pay;

import dev.facepay.payment.Fact;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.LogFold;
import dev.facepay.runtime.fact.OlderCopy;
import dev.facepay.runtime.fact.OlderCopy.Newest;
import dev.facepay.runtime.held.HeldConfiguration;
import dev.facepay.runtime.held.HeldRecords;
import dev.facepay.runtime.seal.KeyRing.SealSettings;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.service.ServiceRuntime;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.StageSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import dev.facepay.wechat.GatewaySettings;
import dev.facepay.wechat.WechatConfiguration;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The pay stage as a process. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({ServiceRuntime.class, HeldConfiguration.class, WechatConfiguration.class})
@EnableConfigurationProperties({PaySettings.class, SealSettings.class})
public class PayApplication {

  /** The service's own name for its configuration, so that several can live in one JVM. */
  public static final String CONFIG_NAME = "pay-service";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(PayApplication.class, args);
  }

  /**
   * What brings a copy of this service's database up to the log, by the defaults of its settings.
   */
  public static List<LogFold> folds(Stores stores, InstantSource clock) {
    PaySettings settings = PaySettings.defaults();
    Duration lease = GatewaySettings.defaults().callMax().plus(settings.leaseMargin());
    return new AttemptFold(attempts(stores), clock, settings, lease).folds();
  }

  private static final Duration CLOSING_COLLECTS = Duration.ofMillis(50);

  @Bean
  Sealer sealer(SealSettings settings) {
    return Sealer.of(settings.ring());
  }

  @Bean
  static Attempts attempts(Stores stores) {
    return new Attempts(
        stores.documents("pay_attempts", AttemptDocument.LEASE_UNTIL),
        stores.documents("pay_rejections", AttemptDocument.LEASE_UNTIL),
        stores.kept());
  }

  @Bean
  OlderCopy olderCopy(Stages stages, Stores stores, Attempts attempts) {
    Predicate<Fact> isForgotten = fact -> AttemptFold.isForgotten(fact, attempts);
    return stages.olderCopy(
        stores,
        List.of(
            Newest.said(Topic.PAYMENT_UNKNOWN, AttemptFold::isOwn, isForgotten),
            Newest.said(Topic.PAYMENT_SETTLED, AttemptFold::isOwn, isForgotten)));
  }

  @Bean
  Stage pay(
      Stages stages,
      Attempts attempts,
      WechatPay wechat,
      Sealer sealer,
      FactPublisher publisher,
      Timekeeper time,
      PaySettings settings,
      GatewaySettings gateway,
      HeldRecords held) {
    PayHandler handler =
        new PayHandler(attempts, wechat, sealer, publisher, time, settings.calling(gateway));
    return stages.holding(
        "pay",
        Set.of(Topic.PAYMENT_REQUESTED),
        handler,
        // What finds no connection in time fails as not sent, where it could have waited in the
        // log.
        StageSettings.defaults().atMost(Math.max(2, gateway.connectionsMax())),
        held);
  }

  @Bean
  Stage payClosing(Stages stages, Attempts attempts, HeldRecords held) {
    return stages.holding(
        "pay-closing",
        Set.of(Topic.PAYMENT_SETTLED),
        new ClosingHandler(attempts),
        // Only a later attempt waits for it, and this is nothing to one.
        StageSettings.defaults().collecting(CLOSING_COLLECTS),
        held);
  }

  @Bean
  Stage payActs(Stages stages, Attempts attempts, FactPublisher publisher, HeldRecords held) {
    return stages.holding(
        "pay-acts",
        Set.of(Topic.PAYMENT_ACT),
        new ActHandler(attempts, publisher),
        StageSettings.defaults().collecting(CLOSING_COLLECTS),
        held);
  }

  @Bean
  ScheduledTask sweep(
      Attempts attempts,
      FactPublisher publisher,
      Timekeeper time,
      PaySettings settings,
      MeterRegistry meters) {
    LapsedSweep sweep = new LapsedSweep(attempts, publisher, time, settings, meters);
    return new ScheduledTask("pay-sweep", settings.sweepEvery(), time, sweep::run);
  }
}
