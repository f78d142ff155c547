package dev.facepay.query;

import dev.facepay.payment.Fact;
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
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.service.ServiceRuntime;
import dev.facepay.runtime.stage.Stage;
import dev.facepay.runtime.stage.StageSettings;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Stores;
import dev.facepay.wechat.WechatConfiguration;
import dev.facepay.wechat.WechatPay;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The query stage as a process. */
@SpringBootApplication(proxyBeanMethods = false)
@Import({ServiceRuntime.class, HeldConfiguration.class, WechatConfiguration.class})
@EnableConfigurationProperties({QuerySettings.class, DueSettings.class})
public class QueryApplication {

  /** The service's own name for its configuration, so that several can live in one JVM. */
  public static final String CONFIG_NAME = "query-service";

  public static void main(String[] args) {
    System.setProperty("spring.config.name", CONFIG_NAME);
    SpringApplication.run(QueryApplication.class, args);
  }

  /** What brings a copy of this service's database up to the log. */
  public static List<LogFold> folds(Stores stores, InstantSource clock) {
    return new DecisionFold(decisions(stores), cancels(stores), alarms(stores), clock).folds();
  }

  /** Of the buyer's openid alone: without its key the facts leave it out. */
  @Bean
  Sealer sealer(@Value("${facepay.keys-dir:}") Path keys) {
    return Sealer.ofWhatIsIn(keys);
  }

  @Bean
  static Cancels cancels(Stores stores) {
    return new Cancels(stores.documents("query_cancels"), stores.kept());
  }

  @Bean
  static Decisions decisions(Stores stores) {
    return new Decisions(stores.documents("query_decisions"), stores.kept());
  }

  /** Alarms that catch-up found unsaid. */
  @Bean
  static DueRecords alarms(Stores stores) {
    return new DueRecords(
        stores.documents("query_alarms", DueRecords.DUE_AT, DueRecords.FIRST_DUE_AT));
  }

  @Bean
  OlderCopy olderCopy(Stages stages, Stores stores, Decisions decisions) {
    Predicate<Fact> isForgotten = fact -> DecisionFold.isForgotten(fact, decisions);
    return stages.olderCopy(
        stores,
        List.of(
            Newest.said(Topic.PAYMENT_REVERSE_NEEDED, DecisionFold::isOwn, isForgotten),
            Newest.said(Topic.PAYMENT_SETTLED, DecisionFold::isOwn, isForgotten)));
  }

  @Bean
  Stage query(
      Stages stages,
      Decisions decisions,
      Cancels cancels,
      WechatPay wechat,
      Sealer sealer,
      FactPublisher publisher,
      Timekeeper time,
      QuerySettings settings,
      HeldRecords held) {
    QueryHandler handler =
        new QueryHandler(decisions, cancels, wechat, sealer, publisher, time, settings);
    return stages.holding(
        "query",
        Set.of(Topic.PAYMENT_UNKNOWN),
        handler,
        StageSettings.defaults().withInFlightMax(settings.inFlightMax()),
        held);
  }

  @Bean
  Stage queryCancels(Stages stages, Cancels cancels, HeldRecords held) {
    return stages.holding(
        "query-cancels",
        Set.of(Topic.PAYMENT_CANCEL_REQUESTED),
        cancels,
        StageSettings.defaults(),
        held);
  }

  @Bean
  DueWorker alarmWorker(
      DueRecords alarms,
      FactPublisher publisher,
      Timekeeper time,
      DueSettings due,
      MeterRegistry meters) {
    return new DueWorker("query-alarms", alarms, new AlarmHandler(), publisher, time, due, meters);
  }
}
