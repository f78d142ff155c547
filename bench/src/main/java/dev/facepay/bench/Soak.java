package dev.facepay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The soak's command line. */
@Command(
    name = "bench/soak",
    mixinStandardHelpOptions = true,
    description = {
      "Pays through ./facepay start until it is old, kills it, starts it again and goes on.",
      "Exit codes: 0 all holds, 1 the money does not add up, 3 an aim was missed."
    })
final class Soak implements Callable<Integer> {

  private static final int WRONG_MONEY = 1;
  private static final int AIM_MISSED = 3;
  private static final Duration READY_AIM = Duration.ofSeconds(10);
  private static final double IDLE_AIM_MB = 1.2 * 1024;

  @Option(
      names = "--payments",
      defaultValue = "1000000",
      description = "Before the kill (${DEFAULT-VALUE}).")
  private int payments;

  @Option(
      names = "--per",
      defaultValue = "100000",
      description = "Payments for each row (${DEFAULT-VALUE}).")
  private int per;

  @Option(
      names = "--after-restart",
      defaultValue = "100000",
      description = "Payments after the kill (${DEFAULT-VALUE}).")
  private int afterRestart;

  @Option(
      names = "--connections",
      defaultValue = "64",
      description = "Requests under way at once (${DEFAULT-VALUE}).")
  private int connections;

  @Option(
      names = "--heap",
      defaultValue = "1g",
      description = "Of the system's JVM (${DEFAULT-VALUE}).")
  private String heap = "1g";

  @Option(
      names = "--stores",
      defaultValue = "10",
      description = "Each with five devices (${DEFAULT-VALUE}).")
  private int stores;

  @Option(
      names = "--unclear",
      defaultValue = "0.01",
      description = "Share whose answer is lost after the charge (${DEFAULT-VALUE}).")
  private double unclear;

  @Option(
      names = "--refused",
      defaultValue = "0.01",
      description = "Share that the gateway refuses (${DEFAULT-VALUE}).")
  private double refused;

  @Option(
      names = "--abandoned",
      defaultValue = "0.0001",
      description = "Share that is never paid and reversed after 30 s (${DEFAULT-VALUE}).")
  private double abandoned;

  @Option(
      names = "--quiet",
      defaultValue = "60",
      description = "Seconds without load before the last look at memory (${DEFAULT-VALUE}).")
  private int quietSeconds;

  @Option(
      names = "--dir",
      description = "The system's data directory; stays. Default: a new one that goes.")
  private @Nullable Path dir;

  private final Path root = Path.of(System.getenv().getOrDefault("FACEPAY_ROOT", "."));

  @Option(
      names = "--results",
      description = "soak.md, soak.csv and logs go here (bench/target/soak).")
  private Path results = root.resolve("bench").resolve("target").resolve("soak");

  @CommandLine.Spec
  private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  private final PrintStream out = System.out;
  private final List<SoakRow> rows = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  public static void main(String[] args) {
    System.exit(new CommandLine(new Soak()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (payments < 1 || per < 1 || afterRestart < 0 || connections < 1 || stores < 1) {
      throw new ParameterException(spec.commandLine(), "numbers must be above 0");
    }
    if (dir != null && Files.exists(dir.resolve("lock"))) {
      throw new ParameterException(spec.commandLine(), dir + " has data: name a new directory");
    }
    Files.createDirectories(results);
    Logs.toFile(results.resolve("soak.log"));
    Path data = dir == null ? Files.createTempDirectory("facepay-soak-") : dir;
    try {
      return run(data);
    } finally {
      if (dir == null) {
        FileSystemUtils.deleteRecursively(data);
      }
    }
  }

  private int run(Path data) throws IOException, InterruptedException {
    SoakRun.Plan plan =
        new SoakRun.Plan(connections, per, stores, new Courses(unclear, refused, abandoned));
    try (SoakRun run = new SoakRun(root, data, results, heap, plan, this::row)) {
      run.startOnce();
      say("ready after %.1f s; heap %s, %s".formatted(seconds(run.start()), heap, plan));
      boolean whole = run.pay(payments);
      run.kill();
      Duration ready = run.start();
      say("killed and started again: ready after %.1f s".formatted(seconds(ready)));
      whole &= run.pay(afterRestart);
      run.settle();
      double idle = run.idleBytes(Duration.ofSeconds(quietSeconds)) / 1024.0 / 1024;
      say("idle for %d s: %,.0f MB resident".formatted(quietSeconds, idle));
      Money money = run.money();
      say("money: " + money);
      boolean flat = flat(whole);
      if (!money.holds()) {
        return WRONG_MONEY;
      }
      return flat && ready.compareTo(READY_AIM) <= 0 && idle <= IDLE_AIM_MB ? 0 : AIM_MISSED;
    }
  }

  private boolean flat(boolean whole) throws IOException {
    if (!whole) {
      say("stopped early: more than a tenth without a useful answer, or none at all");
    }
    List<Flatness.Drift> drifts = Flatness.of(rows);
    for (Flatness.Drift drift : drifts) {
      say("worst " + drift);
    }
    boolean flat = whole && !drifts.isEmpty() && drifts.stream().allMatch(Flatness.Drift::flat);
    say(
        "flat within %.0f %% from %,d on: %s"
            .formatted(
                Flatness.TOLERANCE * 100,
                Math.min(Flatness.FROM, per),
                drifts.isEmpty() ? "cannot tell, too few rows" : flat ? "yes" : "no"));
    return flat;
  }

  private void row(SoakRow row) throws IOException {
    rows.add(row);
    out.println(SoakTable.line(row));
    write();
  }

  private void say(String remark) throws IOException {
    remarks.add(remark);
    out.println(remark);
    write();
  }

  /** After each row, so that a run that is cut short leaves what it saw. */
  private void write() throws IOException {
    String text = SoakTable.markdown(rows) + "\n- " + String.join("\n- ", remarks) + "\n";
    Files.writeString(results.resolve("soak.md"), text);
    Files.writeString(results.resolve("soak.csv"), SoakTable.csv(rows));
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }
}
