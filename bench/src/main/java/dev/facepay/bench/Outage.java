package dev.facepay.bench;

import dev.facepay.bench.Heard.Phase;
import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.Unknown;
import dev.facepay.runtime.fact.FacePayKafka;
import dev.facepay.standalone.client.Codes;
import dev.facepay.standalone.client.EdgeClient;
import dev.facepay.standalone.client.EdgeClient.PaymentOrder;
import dev.facepay.standalone.payments.FactLog;
import dev.facepay.standalone.start.FacePaySystem;
import dev.facepay.standalone.start.Service;
import dev.facepay.standalone.start.SystemSettings;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Payments at an even rate through a whole system, of which a part is away for a while. */
@Command(
    name = "bench/outage",
    mixinStandardHelpOptions = true,
    description = {
      "Stops a part of the system under load, starts it again, and says what devices heard of",
      "payments sent before, during and after, and which became unknown."
    })
final class Outage implements Callable<Integer> {

  private static final long FEN = 1280;

  @Option(names = "--stop", defaultValue = "pay", description = "A service, or database.")
  private Service stopped = Service.PAY;

  @Option(names = "--for", defaultValue = "PT10S", description = "${DEFAULT-VALUE}")
  private Duration length = Duration.ofSeconds(10);

  @Option(names = "--rate", defaultValue = "50", description = "A second (${DEFAULT-VALUE}).")
  private int rate;

  @Option(names = "--around", defaultValue = "PT20S", description = "Before and after it.")
  private Duration around = Duration.ofSeconds(20);

  @Option(names = "--patience", defaultValue = "PT3M", description = "Of a device.")
  private Duration patience = Duration.ofMinutes(3);

  @Option(names = "--gateway-ms", defaultValue = "500", description = "A call's median.")
  private int gatewayMs;

  private final PrintStream out = System.out;

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Outage()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path dir = Files.createTempDirectory("outage");
    Logs.toFile(dir.resolve("system.log"));
    SystemSettings settings = SystemSettings.inside(dir);
    for (Map.Entry<String, String> raised : SystemBeside.overrides().entrySet()) {
      settings = settings.with(raised.getKey(), raised.getValue());
    }
    try (FacePaySystem system = FacePaySystem.start(settings)) {
      gatewayTakesItsTime(system.simulatorControl().orElseThrow());
      List<Heard> all = run(system);
      // What is unknown while a device gives up is in the log all the same.
      Map<String, String> unknown =
          new FactLog(FacePayKafka.at(system.bootstrapServers(), "bench", ""))
              .all().stream()
                  .filter(Unknown.class::isInstance)
                  .collect(
                      Collectors.toMap(
                          fact -> fact.payment().id().toString(),
                          Outage::reason,
                          (first, again) -> first));
      report(all, unknown);
    }
    return 0;
  }

  private static String reason(PaymentFact fact) {
    return ((Unknown) fact).reason().wire();
  }

  private List<Heard> run(FacePaySystem system) throws Exception {
    String key = system.devices().getFirst().key();
    Random random = new Random(1);
    List<Future<Heard>> shoppers = new ArrayList<>();
    long total = rate * length.plus(around).plus(around).toSeconds();
    Thread outage = Thread.ofPlatform().unstarted(() -> stopAndStart(system));
    try (EdgeClient edge = new EdgeClient(system.edge());
        ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
      Shopper shopper = new Shopper(edge, key, patience);
      long began = System.nanoTime();
      outage.start();
      for (int i = 0; i < total; i++) {
        long due = began + i * 1_000_000_000L / rate;
        while (System.nanoTime() < due) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        String code = Codes.paymentCode(random);
        PaymentOrder order = new PaymentOrder("OUT%06d".formatted(i), 1, code, FEN, "Tea", "face");
        Phase phase = phase(Duration.ofNanos(due - began));
        shoppers.add(devices.submit(() -> shopper.buy(order, phase)));
      }
      outage.join();
      List<Heard> all = new ArrayList<>();
      for (Future<Heard> one : shoppers) {
        all.add(one.get());
      }
      return all;
    }
  }

  private Phase phase(Duration at) {
    if (at.compareTo(around) < 0) {
      return Phase.BEFORE;
    }
    return at.compareTo(around.plus(length)) < 0 ? Phase.DURING : Phase.AFTER;
  }

  private void stopAndStart(FacePaySystem system) {
    try {
      Thread.sleep(around);
      long began = System.nanoTime();
      system.stop(stopped);
      Thread.sleep(length.minusNanos(Math.min(System.nanoTime() - began, length.toNanos())));
      system.start(stopped);
      out.printf(
          "%s away for %.1f s%n", stopped.label(), (System.nanoTime() - began) / 1_000_000_000.0);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void gatewayTakesItsTime(URI control) throws Exception {
    String faults = "{\"latency\":{\"median_ms\":" + gatewayMs + "}}";
    try (HttpClient http = HttpClient.newHttpClient()) {
      http.send(
          HttpRequest.newBuilder(control.resolve("/_sim/faults"))
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(faults))
              .build(),
          HttpResponse.BodyHandlers.discarding());
    }
  }

  private void report(List<Heard> all, Map<String, String> unknown) {
    out.printf(
        "%-8s %8s %8s %9s %9s %8s %8s %8s  %s%n",
        "sent", "sent", "paid", "not paid", "no word", "staff", "p50 s", "p99 s", "unknown");
    for (Phase phase : Phase.values()) {
      List<Heard> these = all.stream().filter(it -> it.phase() == phase).toList();
      List<Duration> known = these.stream().flatMap(it -> it.known().stream()).sorted().toList();
      out.printf(
          "%-8s %8d %8d %9d %9d %8d %8.1f %8.1f  %s%n",
          phase.name().toLowerCase(Locale.ROOT),
          these.size(),
          these.stream().filter(Heard::paid).count(),
          these.stream().filter(it -> it.known().isPresent() && !it.paid()).count(),
          these.stream().filter(it -> it.known().isEmpty()).count(),
          these.stream().filter(Heard::staffFirst).count(),
          seconds(known, 0.5),
          seconds(known, 0.99),
          these.stream()
              .filter(it -> unknown.containsKey(it.id()))
              .collect(
                  Collectors.groupingBy(
                      it -> unknown.get(it.id()), TreeMap::new, Collectors.counting())));
    }
  }

  private static double seconds(List<Duration> sorted, double share) {
    return sorted.isEmpty()
        ? Double.NaN
        : sorted.get((int) Math.min(sorted.size() - 1, share * sorted.size())).toMillis() / 1000.0;
  }
}
