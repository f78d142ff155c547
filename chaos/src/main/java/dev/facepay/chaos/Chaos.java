package dev.facepay.chaos;

import dev.facepay.standalone.command.ExitCode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import tools.jackson.databind.json.JsonMapper;

/** The command line. */
@Command(
    name = "facepay chaos",
    mixinStandardHelpOptions = true,
    description = {
      "Runs every service, three brokers, the database and the gateway as processes of their own,",
      "pays at them while a nemesis breaks whatever it can, mends all and judges the evidence.",
      "Exit codes: 0 all holds, 1 something does not, 2 bad option, 4 the processes do not run."
    })
final class Chaos implements Callable<Integer> {

  private static final int PAYMENTS_A_FAULT = 18;

  @Option(
      names = "--payments",
      defaultValue = "1000",
      description = "How many, later attempts included (${DEFAULT-VALUE}).")
  private int payments;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Of what is drawn (${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--rate", defaultValue = "4", description = "Orders a second (${DEFAULT-VALUE}).")
  private double perSecond;

  @Option(
      names = "--minutes",
      defaultValue = "600",
      description = "No payments are sent after so long, whatever their number (${DEFAULT-VALUE}).")
  private int minutes;

  @Option(
      names = "--within",
      defaultValue = "300",
      description = "Seconds that all may take to come to rest afterwards (${DEFAULT-VALUE}).")
  private int withinSeconds;

  @Option(
      names = "--dir",
      description = "Everything of the run lies here and stays. Default: a new one that goes.")
  private @Nullable Path dir;

  private final Path root = Path.of(System.getenv().getOrDefault("FACEPAY_ROOT", "."));

  @Option(
      names = "--results",
      description = "The report and what devices were told go here (chaos/target/chaos).")
  private Path results = root.resolve("chaos").resolve("target").resolve("chaos");

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private final PrintStream out = System.out;

  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(
        new CommandLine(new Chaos())
            .setExecutionExceptionHandler(
                (e, line, _) -> {
                  line.getErr().println("chaos: " + e);
                  return ExitCode.DATA_DIRECTORY.status();
                })
            .execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (payments < 1 || perSecond <= 0 || withinSeconds < 1 || minutes < 1) {
      throw new ParameterException(spec.commandLine(), "numbers must be above 0");
    }
    if (dir != null && Files.exists(dir.resolve("keys"))) {
      throw new ParameterException(spec.commandLine(), dir + " has data: name a new directory");
    }
    Quiet.log();
    Path data = dir == null ? Files.createTempDirectory("facepay-chaos-") : dir;
    try {
      return run(data);
    } finally {
      if (dir == null) {
        FileSystemUtils.deleteRecursively(data);
      }
    }
  }

  private int run(Path data) throws IOException, InterruptedException {
    int faults = Math.max(1, payments / PAYMENTS_A_FAULT);
    ChaosRun.Plan plan =
        new ChaosRun.Plan(
            payments,
            seed,
            perSecond,
            Duration.ofMinutes(minutes),
            faults,
            Duration.ofSeconds(withinSeconds),
            Pace.STEADY);
    ChaosRun.Result result = new ChaosRun(plan, data.toAbsolutePath(), this::say).run();
    write(result);
    out.println(result.page());
    return (result.violations().isEmpty() ? ExitCode.OK : ExitCode.NOT_SETTLED).status();
  }

  private void write(ChaosRun.Result result) throws IOException {
    Files.createDirectories(results);
    Files.writeString(results.resolve("report.md"), result.page());
    lines("told.jsonl", result.evidence().told());
    lines("sent.jsonl", result.evidence().sent());
    lines("facts.jsonl", result.evidence().facts());
    lines("gateway.jsonl", result.evidence().journal());
    lines("faults.jsonl", result.faults());
  }

  private void lines(String name, Iterable<?> all) throws IOException {
    try (Writer file = Files.newBufferedWriter(results.resolve(name))) {
      for (Object one : all) {
        file.write(JsonMapper.shared().writeValueAsString(one) + "\n");
      }
    }
  }

  private void say(String what) {
    out.println(
        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "  " + what);
  }
}
