package dev.facepay.console;

import dev.facepay.console.http.Changes;
import dev.facepay.console.http.StreamSettings;
import dev.facepay.console.log.FactFold;
import dev.facepay.console.log.FoldSettings;
import dev.facepay.console.log.OpenPayments;
import dev.facepay.console.log.ReadSide;
import dev.facepay.console.log.Rebuilds;
import dev.facepay.console.place.RevokedDevices;
import dev.facepay.console.place.Sightings;
import dev.facepay.console.read.Stories;
import dev.facepay.console.read.Totals;
import dev.facepay.console.trade.Trades;
import dev.facepay.http.BeforeDrain;
import dev.facepay.payment.DeviceFact;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.FactType;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.Regularly;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.LogFollower;
import dev.facepay.runtime.fact.Reach;
import dev.facepay.runtime.fact.Topics;
import dev.facepay.runtime.fill.BrokerDisks;
import dev.facepay.runtime.fill.DatabaseDisk;
import dev.facepay.runtime.fill.FillSettings;
import dev.facepay.runtime.fill.FillWatch;
import dev.facepay.runtime.fill.Heap;
import dev.facepay.runtime.health.Begun;
import dev.facepay.runtime.health.Check;
import dev.facepay.runtime.stage.Stages;
import dev.facepay.runtime.store.Database;
import dev.facepay.runtime.store.Stores;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The log and the database, and what goes from the one to the other. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  FacePayKafka.class,
  Database.class,
  FillSettings.class,
  FoldSettings.class,
  StreamSettings.class
})
class LogConfiguration {

  @Bean
  Timekeeper time() {
    return Timekeeper.system();
  }

  @Bean
  Stages stages(FacePayKafka kafka, Timekeeper time, MeterRegistry meters) {
    // As its facts have been signed since before it was a service of its own.
    return new Stages("report", kafka, time, meters);
  }

  @Bean
  Topics topics(Stages stages) {
    return stages.topics();
  }

  @Bean
  Stores stores(Database database) {
    return new Stores(database);
  }

  @Bean
  Stories stories(Stores stores, Timekeeper time, FoldSettings settings) {
    return Stories.in(stores, time, settings.sumsEvery());
  }

  @Bean
  Trades trades(Stores stores, Timekeeper time, FoldSettings settings) {
    return Trades.in(stores, time, settings.sumsEvery());
  }

  @Bean
  Rebuilds rebuilds(Stores stores) {
    return new Rebuilds(stores);
  }

  @Bean
  FactFold fold(
      FacePayKafka kafka,
      Stories stories,
      Trades trades,
      Rebuilds rebuilds,
      Stages stages,
      FoldSettings settings,
      Timekeeper time,
      MeterRegistry meters) {
    return new FactFold(
        kafka, new ReadSide(stories, trades), rebuilds, stages.publisher(), settings, time, meters);
  }

  @Bean
  Regularly openPayments(
      Stories stories,
      Totals totals,
      FoldSettings settings,
      Timekeeper time,
      MeterRegistry meters) {
    OpenPayments open = new OpenPayments(stories, totals, time, meters);
    return new Regularly("count-open", settings.countEvery(), time, open::count);
  }

  @Bean
  Changes changes(StreamSettings settings) {
    return new Changes(settings.keptMax());
  }

  @Bean
  BeforeDrain streamsEnd(Changes changes) {
    return new BeforeDrain(changes::end);
  }

  @Bean
  LogFollower follower(
      FacePayKafka kafka,
      FoldSettings settings,
      Timekeeper time,
      MeterRegistry meters,
      Changes changes) {
    Set<Topic> topics = FactFold.topics();
    return new LogFollower(
        kafka,
        "changes",
        topics,
        Reach.back(Duration.ZERO).collecting(settings.fetchWaitMax()),
        time,
        meters,
        logged -> changes.add(() -> logged.fact().filter(fact -> !(fact instanceof DeviceFact))));
  }

  @Bean
  Sightings sightings() {
    return new Sightings();
  }

  @Bean
  LogFollower heartbeats(
      FacePayKafka kafka,
      @Value("${facepay.report.seen-within:1h}") Duration seenWithin,
      Timekeeper time,
      MeterRegistry meters,
      Sightings sightings) {
    return new LogFollower(
        kafka,
        "heartbeats",
        Set.of(FactType.DEVICE_SEEN.topic()),
        seenWithin,
        time,
        meters,
        logged ->
            logged
                .fact()
                .filter(DeviceSeen.class::isInstance)
                .map(DeviceSeen.class::cast)
                .ifPresent(sightings::add));
  }

  @Bean
  RevokedDevices revokedDevices() {
    return new RevokedDevices();
  }

  /** From the beginning: a device's state may be years old. */
  @Bean
  LogFollower registryFollower(
      FacePayKafka kafka, Timekeeper time, MeterRegistry meters, RevokedDevices revoked) {
    return new LogFollower(
        kafka,
        "registry",
        Set.of(Topic.DEVICE),
        LogFollower.FROM_THE_BEGINNING,
        time,
        meters,
        logged ->
            logged
                .fact()
                .filter(DeviceState.class::isInstance)
                .map(DeviceState.class::cast)
                .ifPresent(revoked::accept));
  }

  @Bean
  BrokerDisks brokerDisks(FacePayKafka kafka) {
    return new BrokerDisks(kafka);
  }

  @Bean
  FillWatch fillWatch(
      BrokerDisks disks,
      Stores stores,
      FillSettings settings,
      Timekeeper time,
      MeterRegistry meters) {
    return new FillWatch(
        List.of(disks, new DatabaseDisk(stores), new Heap()), settings, time, meters);
  }

  @Bean
  Regularly fillLooks(FillWatch fill, FillSettings settings, Timekeeper time) {
    return new Regularly("fill-watch", settings.lookEvery(), time, fill::look);
  }

  @Bean
  HealthIndicator databaseHealth(Stores stores) {
    return stores.indicator();
  }

  @Bean
  HealthIndicator logHealth(Topics topics, FactFold fold, List<LogFollower> followers) {
    return log(topics, fold, followers).indicator();
  }

  /** For readiness. */
  @Bean
  HealthIndicator begun(Topics topics, FactFold fold, List<LogFollower> followers) {
    return new Begun(log(topics, fold, followers)).indicator();
  }

  private static Check log(Topics topics, FactFold fold, List<LogFollower> followers) {
    return () ->
        Stream.concat(
                Stream.of(topics.check(), fold.check()), followers.stream().map(LogFollower::check))
            .flatMap(Optional::stream)
            .findFirst()
            .map(Check.Result::down)
            .orElse(Check.Result.UP);
  }
}
