package dev.facepay.edge;

import dev.facepay.edge.access.LogProgress;
import dev.facepay.edge.payments.PaymentSettings;
import dev.facepay.edge.refunds.RefundService;
import dev.facepay.edge.reports.ReportSettings;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.Trace.TraceSpans;
import dev.facepay.runtime.fact.BrokerClock;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.FactPublisher;
import dev.facepay.runtime.fact.FollowOptions;
import dev.facepay.runtime.fact.KafkaFactPublisher;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.fill.BrokerDisks;
import dev.facepay.runtime.fill.FillSettings;
import dev.facepay.runtime.fill.FillWatch;
import dev.facepay.runtime.fill.FillWatch.Heap;
import dev.facepay.runtime.fill.FillWatch.Storage;
import dev.facepay.runtime.health.Check;
import dev.facepay.runtime.seal.Fingerprints;
import dev.facepay.runtime.seal.KeyRing;
import dev.facepay.runtime.seal.KeyRing.SealSettings;
import dev.facepay.runtime.seal.KeysetAges;
import dev.facepay.runtime.seal.Sealer;
import dev.facepay.runtime.stage.GroupLag;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;

/** The real log and the real keys. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({FacePayKafka.class, SealSettings.class, FillSettings.class})
class KafkaConfiguration {

  /** All that changes what a device is told. Cancels do not: their outcome does. */
  private static final Set<Topic> ANSWERS =
      EnumSet.of(
          Topic.PAYMENT_UNKNOWN,
          Topic.PAYMENT_REVERSE_NEEDED,
          Topic.PAYMENT_ATTENTION,
          Topic.PAYMENT_REJECTED,
          Topic.AUTH_SETTLED);

  /** Its own requests an instance knows already; those of others it hears of by this later. */
  private static final Duration REQUESTS_COLLECT = Duration.ofMillis(50);

  private static final Duration LAG_EVERY = Duration.ofSeconds(5);

  @Bean
  Topics topics(FacePayKafka kafka) {
    return new Topics(kafka);
  }

  @Bean
  KafkaFactPublisher kafkaFacts(FacePayKafka kafka, Timekeeper time, MeterRegistry meters) {
    BrokerClock brokers = new BrokerClock();
    brokers.exportTo(meters);
    return new KafkaFactPublisher(kafka, "edge", time, brokers);
  }

  @Bean
  @Primary
  FactPublisher factPublisher(KafkaFactPublisher kafkaFacts, MeterRegistry meters) {
    return kafkaFacts.announcing(meters);
  }

  @Bean
  TraceSpans traceSpans() {
    return new TraceSpans();
  }

  @Bean
  KeysetAges keysetAges(SealSettings settings) {
    return new KeysetAges(settings.keysDir());
  }

  /** The edge looks after the stages' lag: it is no stage, and it is always there. */
  @Bean
  GroupLag groupLag(FacePayKafka kafka, MeterRegistry meters) {
    return new GroupLag(kafka, meters);
  }

  @Bean
  ScheduledTask lagLooks(GroupLag lag, Timekeeper time) {
    return new ScheduledTask("group-lag", LAG_EVERY, time, lag::look);
  }

  @Bean
  BrokerDisks brokerDisks(FacePayKafka kafka) {
    return new BrokerDisks(kafka);
  }

  @Bean
  WatchedDatabase watchedDatabase(@Value("${facepay.edge.mongo-uri:}") String uri) {
    return new WatchedDatabase(uri);
  }

  /** The gate for what is new. */
  @Bean
  FillWatch fillWatch(
      BrokerDisks disks,
      WatchedDatabase database,
      FillSettings settings,
      Timekeeper time,
      MeterRegistry meters) {
    List<Storage> storages = new ArrayList<>(List.of(disks, new Heap()));
    storages.addAll(database.storages());
    return new FillWatch(storages, settings, time, meters);
  }

  @Bean
  ScheduledTask fillLooks(FillWatch fill, FillSettings settings, Timekeeper time) {
    return new ScheduledTask("fill-watch", settings.lookEvery(), time, fill::look);
  }

  /** Hands what the log says to {@code router}. */
  record Following(FacePayKafka kafka, Timekeeper time, MeterRegistry meters, FactRouter router) {

    LogFollower follow(String name, Set<Topic> topics, FollowOptions options) {
      return new LogFollower(kafka, name, topics, options, time, meters, router::accept);
    }
  }

  @Bean
  Following following(
      FacePayKafka kafka, Timekeeper time, MeterRegistry meters, FactRouter router) {
    return new Following(kafka, time, meters, router);
  }

  /** Before all others at start: what else is said of a settled payment need not be read. */
  @Bean
  LogFollower settledFollower(Following following, PaymentSettings settings) {
    return following.follow(
        "settled",
        Set.of(Topic.PAYMENT_SETTLED),
        FollowOptions.back(settings.settledKept()).atMost(settings.settledMax()));
  }

  @Bean
  LogFollower answersFollower(
      Following following, PaymentSettings settings, LogFollower settledFollower) {
    return following.follow("answers", ANSWERS, open(settings).after(settledFollower.caughtUp()));
  }

  @Bean
  LogFollower requestsFollower(
      Following following, PaymentSettings settings, LogFollower settledFollower) {
    return following.follow(
        "requests",
        Set.of(Topic.PAYMENT_REQUESTED),
        open(settings).collecting(REQUESTS_COLLECT).after(settledFollower.caughtUp()));
  }

  private static FollowOptions open(PaymentSettings settings) {
    return FollowOptions.back(settings.viewsKept()).atMost(settings.viewsMax());
  }

  /** From the beginning: a device's state may be years old. */
  @Bean
  LogFollower registryFollower(Following following) {
    return following.follow(
        "registry", Set.of(Topic.DEVICE), FollowOptions.back(LogFollower.FROM_THE_BEGINNING));
  }

  /** What devices said of reports, and of trades; only then is it known what is still open. */
  @Bean
  LogFollower toldFollower(
      Following following, ReportSettings settings, LogFollower requestsFollower) {
    return following.follow(
        "told",
        Set.of(Topic.REPORT_SETTLED),
        FollowOptions.back(settings.kept())
            .atMost(settings.recordsMax())
            .after(requestsFollower.caughtUp()));
  }

  @Bean
  LogFollower reportsFollower(
      Following following, ReportSettings settings, LogFollower toldFollower) {
    return following.follow(
        "reports",
        Set.of(Topic.REPORT_NEEDED),
        FollowOptions.back(settings.kept())
            .atMost(settings.recordsMax())
            .after(toldFollower.caughtUp()));
  }

  @Bean
  LogFollower refundsFollower(
      Following following, RefundService refunds, LogFollower settledFollower) {
    return following.follow(
        "refunds",
        Set.of(Topic.REFUND_REQUESTED, Topic.REFUND_SETTLED),
        refunds.follow().after(settledFollower.caughtUp()));
  }

  /** Payments first: no till waits to sell until it is known what it has to report. */
  @Bean
  LogProgress answersFollowed(
      LogFollower answersFollower,
      LogFollower requestsFollower,
      LogFollower registryFollower,
      LogFollower reportsFollower,
      LogFollower refundsFollower) {
    // The others have caught up by then: these wait for them.
    return new LogProgress(
        done(answersFollower, requestsFollower, registryFollower),
        done(reportsFollower, refundsFollower),
        () -> registryFollower.check().isEmpty());
  }

  private static BooleanSupplier done(LogFollower... followers) {
    List<CompletableFuture<Void>> caughtUp =
        Stream.of(followers).map(LogFollower::caughtUp).toList();
    return () -> caughtUp.stream().allMatch(CompletableFuture::isDone);
  }

  /** Said, and no failure: payments go on, and a changed topic may be meant. */
  @Bean
  HealthIndicator topicsAsWanted(Topics topics) {
    return () -> Health.up().withDetail("differences", topics.differences()).build();
  }

  /** That reports and refunds are still being read is no trouble: payments do not wait for it. */
  @Bean
  HealthIndicator log(
      List<LogFollower> followers,
      LogFollower toldFollower,
      LogFollower reportsFollower,
      LogFollower refundsFollower) {
    Set<LogFollower> mayBeBehind = Set.of(toldFollower, reportsFollower, refundsFollower);
    Check check =
        () ->
            followers.stream()
                .filter(it -> it.caughtUp().isDone() || !mayBeBehind.contains(it))
                .map(LogFollower::check)
                .flatMap(Optional::stream)
                .findFirst()
                .map(Check.Result::down)
                .orElse(Check.Result.UP);
    return check.indicator();
  }

  @Bean
  KeyRing keyRing(SealSettings settings) {
    return settings.ring();
  }

  @Bean
  Sealer sealer(KeyRing ring) {
    return Sealer.of(ring);
  }

  @Bean
  Fingerprints fingerprints(KeyRing ring) {
    return new Fingerprints(ring);
  }
}
