package dev.facepay.console.totals;

import dev.facepay.console.documents.FoldSettings;
import dev.facepay.console.payment.PaymentStore;
import dev.facepay.payment.DeviceFact.DeviceSeen;
import dev.facepay.payment.DeviceFact.DeviceState;
import dev.facepay.payment.FactType;
import dev.facepay.payment.Topic;
import dev.facepay.runtime.ScheduledTask;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.runtime.fact.LogFollower;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TotalsConfiguration {

  @Bean
  Totals totals(PaymentStore payments) {
    return new Totals(payments);
  }

  @Bean
  Pace pace(PaymentStore payments) {
    return new Pace(payments);
  }

  @Bean
  StoreFigures storeFigures(Totals totals, Heartbeats heartbeats, KnownDevices known) {
    return new StoreFigures(totals, heartbeats, known);
  }

  @Bean
  KnownDevices knownDevices() {
    return new KnownDevices();
  }

  /** From the beginning: a device's state may be years old. */
  @Bean
  LogFollower registryFollower(
      FacePayKafka kafka, Timekeeper time, MeterRegistry meters, KnownDevices known) {
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
                .ifPresent(known::accept));
  }

  @Bean
  ScheduledTask openPayments(
      PaymentStore payments, FoldSettings settings, Timekeeper time, MeterRegistry meters) {
    OpenPayments open = new OpenPayments(payments, time, meters);
    return new ScheduledTask("count-open", settings.countEvery(), time, open::count);
  }

  @Bean
  Heartbeats heartbeats() {
    return new Heartbeats();
  }

  @Bean
  LogFollower heartbeatFollower(
      FacePayKafka kafka,
      @Value("${facepay.report.seen-within:1h}") Duration seenWithin,
      Timekeeper time,
      MeterRegistry meters,
      Heartbeats heartbeats) {
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
                .ifPresent(heartbeats::add));
  }
}
