package dev.facepay.simulator;

import dev.facepay.simulator.ledger.CodeHasher;
import dev.facepay.simulator.ledger.Ledger;
import dev.facepay.simulator.ledger.LedgerSettings;
import dev.facepay.simulator.ledger.SimulatorClock;
import dev.facepay.simulator.ledger.Situation;
import dev.facepay.simulator.merchant.DataDirectory;
import dev.facepay.simulator.merchant.Merchants;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** WeChat's side of the wire as a program: control API on {@code server.port}, gateway beside. */
@SpringBootApplication(
    // Beside our services in one JVM their broker and database are on the class path: not ours.
    excludeName = {
      "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
      "org.springframework.boot.kafka.autoconfigure.metrics.KafkaMetricsAutoConfiguration",
      "org.springframework.boot.mongodb.autoconfigure.MongoAutoConfiguration",
      "org.springframework.boot.mongodb.autoconfigure.health.MongoHealthContributorAutoConfiguration",
      "org.springframework.boot.mongodb.autoconfigure.metrics.MongoMetricsAutoConfiguration"
    })
@EnableConfigurationProperties(SimulatorSettings.class)
public class SimulatorApplication {
  private static final Set<String> FORBIDDEN = Set.of("production", "prod", "live");

  /** Due orders are also settled when asked about; this is for those that nobody asks about. */
  private static final int PASSAGE_MS = 50;

  public static void main(String[] args) {
    new SpringApplicationBuilder(SimulatorApplication.class)
        .properties("spring.config.name=gateway-simulator")
        .run(args);
  }

  /** Runs before any other bean exists, however the context was started. */
  @Bean
  static BeanFactoryPostProcessor productionGuard(Environment environment) {
    for (String profile : environment.getActiveProfiles()) {
      if (FORBIDDEN.contains(profile.toLowerCase(Locale.ROOT))) {
        throw new SimulatorForbidden(profile);
      }
    }
    return factory -> {};
  }

  @Bean
  SimulatorClock simulatorClock() {
    return new SimulatorClock(Clock.systemUTC());
  }

  @Bean
  DataDirectory dataDirectory(SimulatorSettings settings) {
    return new DataDirectory(settings.dataDir());
  }

  @Bean
  Merchants merchants(DataDirectory data, SimulatorSettings settings)
      throws IOException, GeneralSecurityException {
    return new Merchants(data.prepare(settings.merchants()));
  }

  /** Needs the merchants only because they create the directory. */
  @Bean
  CodeHasher codeHasher(DataDirectory data, Merchants merchants) throws IOException {
    return new CodeHasher(data.codeSalt());
  }

  @Bean(destroyMethod = "close")
  Ledger ledger(
      DataDirectory data, SimulatorSettings settings, SimulatorClock clock, CodeHasher hasher)
      throws IOException {
    Situation.Rules rules =
        new Situation.Rules(
            settings.deduplicate(), settings.revokeAfter(), settings.reverseWithin());
    LedgerSettings.Files files =
        new LedgerSettings.Files(
            data.journal(),
            data.ledger(),
            data.scratch(),
            settings.fsync(),
            settings.journalFile().toBytes(),
            settings.journalMax().toBytes());
    LedgerSettings.Limits limits =
        new LedgerSettings.Limits(
            settings.ordersMax(),
            settings.waitingMax(),
            settings.codeLife(),
            settings.codesKept(),
            settings.checkpointEvery());
    return new Ledger(new LedgerSettings(files, limits), clock, rules);
  }

  @Bean
  Scripts scripts(SimulatorSettings settings) {
    return new Scripts(settings.scriptsMax());
  }

  @Bean
  StepChooser stepChooser(Scripts scripts, SimulatorSettings settings) {
    return new StepChooser(scripts, settings.magicAmounts());
  }

  @Bean(destroyMethod = "close")
  GatewayServer gatewayServer(
      SimulatorSettings settings,
      DataDirectory data,
      Merchants merchants,
      CodeHasher hasher,
      StepChooser chooser,
      Ledger ledger,
      BillFaults bills,
      SimulatorClock clock)
      throws IOException, GeneralSecurityException {
    Credentials credentials = new Credentials(settings.authinfoLife());
    Gateway gateway =
        new Gateway(
            hasher, merchants, chooser, ledger, clock, credentials, settings.plainReverse());
    BillServlet servlet = new BillServlet(merchants, ledger, bills, settings.plainReverse());
    return GatewayServer.start(settings, data, gateway, servlet);
  }

  @Bean
  GatewayServer.Ports simulatorPorts(GatewayServer server) {
    return server.ports();
  }

  @Bean(destroyMethod = "shutdownNow")
  ScheduledExecutorService passage(Ledger ledger) {
    ScheduledExecutorService passage =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("gateway-passage").factory());
    var _ =
        passage.scheduleWithFixedDelay(ledger::tick, PASSAGE_MS, PASSAGE_MS, TimeUnit.MILLISECONDS);
    return passage;
  }
}
