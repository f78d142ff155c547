package dev.facepay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Two systems side by side, asked in turns for less and for more than they can give. */
@Command(
    name = "bench/overload",
    mixinStandardHelpOptions = true,
    description = {
      "Asks one system that takes whatever comes, and one that refuses what it can't answer soon,",
      "in turns for shares of what they can give, and says what each answered."
    })
final class Overload implements Callable<Integer> {

  private static final double[] SHARES = {0.8, 1, 1.25, 2};

  @Option(names = "--rounds", defaultValue = "3", description = "Rounds (${DEFAULT-VALUE}).")
  private int rounds;

  @Option(names = "--seconds", defaultValue = "10", description = "Each load (${DEFAULT-VALUE}).")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "120",
      description = "At most so many seconds of load before, for each (${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(names = "--gateway-ms", defaultValue = "50", description = "A call (${DEFAULT-VALUE}).")
  private int gatewayMs;

  @Option(
      names = "--saturation",
      defaultValue = "0",
      description = "Take this rate as what they can give and do not search (0: search).")
  private double saturation;

  @Option(names = "--first-step", defaultValue = "500", description = "First rate of the search.")
  private double firstStep;

  @Option(names = "--results", description = "The log goes here (bench/target/results).")
  private Path results =
      Path.of(System.getenv().getOrDefault("FACEPAY_ROOT", "."), "bench", "target", "results");

  private final PrintStream out = System.out;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Overload()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Files.createDirectories(results);
    Logs.toFile(results.resolve("overload.log"));
    Machine machine = new Machine();
    try (DataPlace place = DataPlace.at(null);
        Side all = side("takes all", place, machine, List.of("facepay.edge.intake.min=50000"));
        Side bounded = side("refuses", place, machine, List.of())) {
      // After the processes: they would inherit the generator's priority.
      OwnThread.startCarriers(machine.cores());
      OwnThread.first();
      List<Side> sides = List.of(all, bounded);
      BenchSettings settings =
          new BenchSettings(
              rounds,
              Duration.ofSeconds(seconds),
              Duration.ofSeconds(seconds),
              Duration.ofSeconds(warmUp),
              Duration.ofMillis(gatewayMs),
              1,
              saturation,
              firstStep);
      OpenLoop loop =
          new OpenLoop(machine, "V" + Long.toString(Instant.now().getEpochSecond(), 36));
      for (Side side : sides) {
        side.stand.gatewayTakes(settings.gatewayTime());
        new WarmUp(loop, side.books, settings, out).of(side.target, true, 0);
      }
      double top = saturation > 0 ? saturation : found(loop, all, settings);
      measure(loop, sides, top);
      return report(sides, top) ? 0 : 1;
    }
  }

  private Side side(String name, DataPlace place, Machine machine, List<String> settings)
      throws IOException {
    String folder = name.replace(' ', '-');
    Path data = Files.createDirectories(place.path().resolve(folder));
    Path logs = Files.createDirectories(results.resolve(folder));
    Side side = new Side(name, Stand.start(data, logs, settings));
    side.stand.processes().forEach(machine::measure);
    return side;
  }

  private double found(OpenLoop loop, Side side, BenchSettings settings)
      throws InterruptedException {
    return Math.max(
        1,
        new StepSearch(loop, side.books, settings.stepLength(), out)
            .search(side.target, firstStep, settings.seed())
            .perSecond());
  }

  private void measure(OpenLoop loop, List<Side> sides, double top) throws InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (double share : SHARES) {
        List<Side> turn = new ArrayList<>(sides);
        if (round % 2 == 1) {
          Collections.reverse(turn);
        }
        for (Side side : turn) {
          Volley volley =
              loop.fire(side.target, top * share, Duration.ofSeconds(seconds), round + 1, 0);
          side.books.book(side.target, volley, true);
          OverloadRow row = OverloadRow.of(share, volley);
          side.rows.add(row);
          out.printf(Locale.ROOT, "round %d  %-10s %s%n", round + 1, side.name, row);
        }
      }
    }
  }

  private boolean report(List<Side> sides, double top) {
    out.printf(Locale.ROOT, "%nmedians of %d rounds of %d s; 1 is %.0f/s%n", rounds, seconds, top);
    boolean holds = true;
    for (Side side : sides) {
      List<OverloadRow> medians = new ArrayList<>();
      for (double share : SHARES) {
        medians.add(
            OverloadRow.median(side.rows.stream().filter(r -> r.share() == share).toList()));
      }
      double best = medians.stream().mapToDouble(OverloadRow::paidPerSecond).max().orElse(1);
      for (OverloadRow row : medians) {
        out.printf(
            Locale.ROOT,
            "%-10s %s, %.2f of its best%n",
            side.name,
            row,
            row.paidPerSecond() / Math.max(1, best));
      }
      Verdict verdict = side.books.verdicts().getOrDefault(side.target.label(), Verdict.NONE);
      out.printf("%-10s money: %s%n", side.name, verdict);
      holds &= verdict.holds();
    }
    return holds;
  }

  /** One of the two. */
  private static final class Side implements AutoCloseable {

    private final String name;
    private final Stand stand;
    private final Target target;
    private final Bookkeeper books;
    private final List<OverloadRow> rows = new ArrayList<>();

    Side(String name, Stand stand) {
      this.name = name;
      this.stand = stand;
      this.target = stand.facePay();
      this.books = new Bookkeeper(stand.journal());
    }

    @Override
    public void close() {
      target.close();
      stand.close();
    }
  }
}
