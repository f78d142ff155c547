package dev.facepay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The benchmark's command line. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    description = {
      "Measures payments a second and added latency of the whole system on this machine,",
      "beside a bare client of the gateway and a bare log. One run takes about twenty minutes."
    })
final class Bench implements Callable<Integer> {

  /** Something of the money did not add up. */
  private static final int WRONG_MONEY = 1;

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seconds",
      defaultValue = "12",
      description = "Steady load for one latency figure (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--step-seconds",
      defaultValue = "6",
      description = "Each rate in the search for saturation (${DEFAULT-VALUE}).")
  private int stepSeconds;

  @Option(
      names = "--warm-up",
      defaultValue = "240",
      description =
          "At most so many seconds of load before, for each contender (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--gateway-ms",
      defaultValue = "50",
      description = "What the simulated gateway takes for each call (${DEFAULT-VALUE}).")
  private int gatewayMs;

  @Option(names = "--seed", defaultValue = "1", description = "Of the arrivals.")
  private long seed;

  @Option(
      names = "--saturation",
      defaultValue = "0",
      description = "Take this rate as FacePay's saturation and do not search (0: search).")
  private double saturation;

  @Option(
      names = "--first-step",
      defaultValue = "500",
      description = "First rate of the search (${DEFAULT-VALUE}).")
  private double firstStep;

  @Option(
      names = "--data",
      description = "Log, database and ledger; default: a new one in memory if there is room.")
  private @Nullable Path data;

  @Option(names = "--json", description = "Write the report here as JSON too.")
  private @Nullable Path json;

  @Option(
      names = "--results",
      description = "Histograms (.hgrm) and log go here (bench/target/results).")
  private Path results =
      Path.of(System.getenv().getOrDefault("FACEPAY_ROOT", "."), "bench", "target", "results");

  private final PrintStream out = System.out;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(results);
    Logs.toFile(results.resolve("bench.log"));
    Report report = run();
    out.println(ReportText.of(report));
    ReportFiles.writeHistograms(report.rows(), results);
    if (json != null) {
      ReportFiles.writeJson(report, json);
    }
    return report.verdicts().getOrDefault("FacePay", Verdict.NONE).holds() ? 0 : WRONG_MONEY;
  }

  private Report run() throws IOException, InterruptedException {
    BenchSettings settings =
        new BenchSettings(
            rounds,
            Duration.ofSeconds(seconds),
            Duration.ofSeconds(stepSeconds),
            Duration.ofSeconds(warmUp),
            Duration.ofMillis(gatewayMs),
            seed,
            saturation,
            firstStep);
    Machine machine = new Machine();
    try (DataPlace place = DataPlace.at(data)) {
      Map<String, String> described = machine.describe(place.path());
      if (machine.load() > machine.cores() / 2.0) {
        out.printf(
            "load %.2f: this machine is busy, the figures will not be worth much%n",
            machine.load());
      }
      try (Stand stand = Stand.start(place.path(), results)) {
        stand.processes().forEach(machine::measure);
        OwnThread.startCarriers(machine.cores());
        String priority = OwnThread.first() ? "nice -10" : "no priority";
        String run = "B" + Long.toString(Instant.now().getEpochSecond(), 36);
        return new Contest(settings, stand, machine, run, out)
            .run(run, described, told(settings, priority));
      }
    }
  }

  private static Map<String, String> told(BenchSettings s, String priority) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put(
        "on these cores", "services, broker and gateway in one JVM, database, generator in others");
    all.put("system's JVM", Stand.options(Stand.SYSTEM));
    all.put("database's JVM", Stand.options(Stand.DATABASE));
    all.put(
        "generator",
        "open loop, Poisson, seed %d; one thread sends, one reads, %s"
            .formatted(s.seed(), priority));
    all.put("gateway", s.gatewayTime().toMillis() + " ms a call, plain HTTP, HMAC-SHA256");
    all.put(
        "lengths",
        "%d rounds, %d s each figure, %d s a step, at most %d s warm-up each"
            .formatted(
                s.rounds(),
                s.roundLength().toSeconds(),
                s.stepLength().toSeconds(),
                s.warmUp().toSeconds()));
    all.put("raised", String.valueOf(SystemBeside.overrides()));
    return all;
  }
}
