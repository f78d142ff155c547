package dev.facepay.standalone.journey;

import dev.facepay.standalone.data.DemoDevices.DemoDevice;
import dev.facepay.standalone.start.FacePaySystem;
import dev.facepay.standalone.start.Service;
import dev.facepay.standalone.start.SystemSettings;
import dev.facepay.testkit.Await;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/**
 * The whole system, started once for all journeys, and everything that watches it. Its log goes to
 * {@code target/journeys/system.log}; its data stay beside it for a look after a failure.
 */
public final class Stand implements AutoCloseable {

  private static final Path HOME = Path.of("target", "journeys");

  /**
   * Short waits, so that what takes half a minute in a shop takes seconds here. WeChat's own rule,
   * no reversal for 15 s, is kept. Two pay calls for a payment would be two charges.
   */
  private static final Map<String, String> SETTINGS =
      Map.ofEntries(
          Map.entry("facepay.query.first-when-paying", "1s"),
          Map.entry("facepay.query.every", "1s"),
          Map.entry("facepay.query.deadline", "5s"),
          Map.entry("facepay.reverse.earliest", "15s"),
          Map.entry("facepay.reverse.retry-first", "1s"),
          Map.entry("facepay.reverse.retry-max", "2s"),
          Map.entry("facepay.reverse.retry-slow", "1s"),
          Map.entry("facepay.reverse.code-life", "2s"),
          Map.entry("facepay.reverse.not-found-every", "1s"),
          Map.entry("facepay.reverse.never-reached-after", "3s"),
          Map.entry("facepay.refund.apart", "1s"),
          Map.entry("facepay.refund.ask-after", "1s"),
          Map.entry("facepay.refund.query-first", "1s"),
          // The simulator makes a day's bill when it is told to, not on the day after.
          Map.entry("facepay.reconcile.ready-after", "0s"),
          Map.entry("facepay.reconcile.look-every", "500ms"),
          Map.entry("facepay.reconcile.ask-again", "1s"),
          Map.entry("facepay.reconcile.compare-again", "1s"),
          Map.entry("facepay.reconcile.empty-after", "48h"),
          Map.entry("facepay.reconcile.days-back", "1"),
          Map.entry("facepay.report.jobs.settle", "500ms"),
          Map.entry("facepay.report.jobs.retry-first", "2s"),
          Map.entry("facepay.report.jobs.retry-max", "4s"),
          Map.entry("facepay.due.poll-every", "250ms"),
          Map.entry("facepay.due.sweep-every", "1s"),
          // On a busy machine a call leaves seconds after it was written down.
          Map.entry("facepay.pay.lease-margin", "20s"),
          Map.entry("facepay.pay.sweep-every", "2s"),
          Map.entry("facepay.pay.sweep-after", "2s"),
          Map.entry("facepay.gateway.read-timeout", "6s"),
          Map.entry("facepay.gateway.domain-rest", "1s"),
          // A journey must not begin on a connection whose other end has just been shut.
          Map.entry("facepay.gateway.validate-after", "1ms"),
          // All that is said, with its key-values: secrets are looked for in it.
          Map.entry("logging.config", "classpath:journey-logback.xml"),
          Map.entry("logging.level.dev.facepay", "debug"),
          Map.entry("facepay.simulator.deduplicate", "false"),
          Map.entry("facepay.simulator.revoke-after", "23s"));

  private static final Duration SOON = Duration.ofSeconds(2);

  private final AtomicInteger orders = new AtomicInteger();
  private final Set<String> codes = ConcurrentHashMap.newKeySet();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final FacePaySystem system;
  private final Till till;
  private final GatewayControl gateway;
  private final LogTail log;

  private Stand() throws IOException {
    FileSystemUtils.deleteRecursively(HOME);
    Files.createDirectories(HOME);
    PrintStream file =
        new PrintStream(new FileOutputStream(logFile().toFile()), true, StandardCharsets.UTF_8);
    System.setOut(file);
    System.setErr(file);
    SystemSettings settings = SystemSettings.inside(HOME.resolve("data"));
    for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
      settings = settings.with(setting.getKey(), setting.getValue());
    }
    this.system = FacePaySystem.start(outside(settings));
    this.till = new Till(http, system.edge());
    this.gateway = new GatewayControl(http, system.simulatorControl().orElseThrow());
    this.log = new LogTail(system.bootstrapServers());
    warmUp();
  }

  /** Journeys tell of a system that runs, not of its first seconds on a machine that is busy. */
  private void warmUp() {
    Await.until(
        "a sale is paid within two seconds",
        () -> {
          long began = System.nanoTime();
          Sale sale = sale();
          sale.pay();
          boolean paid = sale.until("its end", DeviceAnswer::isFinal).paid();
          return paid && System.nanoTime() - began < SOON.toNanos();
        },
        soon -> soon);
  }

  /** On servers that somebody else has started, as {@code mvn verify -Pcontainers} does. */
  private static SystemSettings outside(SystemSettings settings) {
    String kafka = System.getProperty("test.facepay.kafka");
    String mongo = System.getProperty("test.facepay.mongo");
    SystemSettings on = kafka == null ? settings : settings.withKafka(kafka);
    return mongo == null ? on : on.withMongo(mongo);
  }

  public static Path logFile() {
    return HOME.resolve("system.log");
  }

  public static Map<String, String> settings() {
    return SETTINGS;
  }

  /** A new order of 12.80 at a till of the shop that is a merchant itself. */
  public Sale sale() {
    return sale("1900000109");
  }

  /** A new order at a till of one of the merchant's shops, each till in turn. */
  public Sale sale(String merchant) {
    List<DemoDevice> tills =
        system.devices().stream().filter(device -> device.merchant().equals(merchant)).toList();
    return sale(tills.get((orders.get() + 1) % tills.size()));
  }

  /** A new order at this till. */
  public Sale sale(DemoDevice device) {
    int number = orders.incrementAndGet();
    String orderNo = "J%s-%05d".formatted(device.merchant().substring(7), number);
    return new Sale(this, device, orderNo, 1280);
  }

  /** A payment code of 18 digits that no other text contains. */
  public String freshCode() {
    String code = "1357911%011d".formatted(70_000_000_000L + codes.size() * 7919L + orders.get());
    return codes.add(code) ? code : freshCode();
  }

  public Set<String> codes() {
    return Set.copyOf(codes);
  }

  public FacePaySystem system() {
    return system;
  }

  public Till till() {
    return till;
  }

  public GatewayControl gateway() {
    return gateway;
  }

  public LogTail log() {
    return log;
  }

  public HttpClient http() {
    return http;
  }

  public boolean runs(Service service) {
    return system.running(service);
  }

  @Override
  public void close() {
    log.close();
    http.shutdownNow();
    system.close();
    System.setOut(out);
    System.setErr(err);
  }

  /** Hands the one stand to whatever class asks for it. */
  public static final class Provider implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Stand.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.GLOBAL)
          .computeIfAbsent(Stand.class, key -> start(), Stand.class);
    }

    private static Stand start() {
      try {
        return new Stand();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
