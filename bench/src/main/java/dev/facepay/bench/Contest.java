package dev.facepay.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One run: all contenders in turn, round by round, so that a machine's moods meet them all. */
final class Contest {

  /** Of the requests in the mix: the gateway asks for the password first. */
  private static final double UNCLEAR = 0.1;

  private final BenchSettings settings;
  private final Stand stand;
  private final PrintStream progress;
  private final OpenLoop loop;
  private final Bookkeeper books;

  /** A figure to find: one contender at one load. */
  private record Heat(Row row, Target target, double rate, double unclear, boolean money) {}

  Contest(BenchSettings settings, Stand stand, Machine machine, String run, PrintStream progress) {
    this.settings = settings;
    this.stand = stand;
    this.progress = progress;
    this.loop = new OpenLoop(machine, run);
    this.books = new Bookkeeper(stand.journal());
  }

  Report run(String run, Map<String, String> machine, Map<String, String> told)
      throws IOException, InterruptedException {
    stand.gatewayTakes(settings.gatewayTime());
    try (Target facePay = stand.facePay();
        Target bare = stand.bareClient();
        Target log = stand.bareLog(run)) {
      WarmUp warmUp = new WarmUp(loop, books, settings, progress);
      warmUp.of(facePay, true, UNCLEAR);
      warmUp.of(bare, true, 0);
      warmUp.of(log, false, 0);
      Saturation ours = new Saturation(facePay.label());
      Saturation theirs = new Saturation(bare.label());
      if (settings.saturation() == 0) {
        saturate(facePay, ours, bare, theirs);
      }
      double top = settings.saturation() == 0 ? ours.median() : settings.saturation();
      List<Row> rows = heats(facePay, bare, log, Math.max(top, 1));
      return new Report(
          machine,
          told,
          settings.saturation() == 0 ? List.of(ours, theirs) : List.of(),
          rows,
          books.verdicts(),
          Aims.of(ours, theirs, rows));
    }
  }

  private void saturate(Target facePay, Saturation ours, Target bare, Saturation theirs)
      throws InterruptedException {
    StepSearch search = new StepSearch(loop, books, settings.stepLength(), progress);
    double ourStart = settings.firstStep();
    double theirStart = settings.firstStep();
    for (int round = 0; round < settings.rounds(); round++) {
      progress.printf("saturation, round %d%n", round + 1);
      StepSearch.Found found = search.search(facePay, ourStart, settings.seed() + round);
      ours.add(found.perSecond(), found.cpuMs());
      ourStart = Math.max(settings.firstStep() / 4, found.perSecond() * 0.8);
      found = search.search(bare, theirStart, settings.seed() + round);
      theirs.add(found.perSecond(), found.cpuMs());
      theirStart = Math.max(settings.firstStep() / 4, found.perSecond() * 0.8);
    }
  }

  private List<Row> heats(Target facePay, Target bare, Target log, double top)
      throws InterruptedException {
    List<Heat> heats = new ArrayList<>();
    for (int percent : new int[] {50, 80}) {
      double rate = top * percent / 100;
      String load = percent + " %";
      heats.add(heat(load, facePay, rate, 0, true));
      heats.add(heat(load, log, rate, 0, false));
      heats.add(heat(load, bare, rate, 0, true));
      if (percent == 50) {
        heats.add(heat("50 %, mix", facePay, rate, UNCLEAR, true));
      }
    }
    for (int round = 0; round < settings.rounds(); round++) {
      progress.printf("latency, round %d%n", round + 1);
      List<Heat> turn = new ArrayList<>(heats);
      if (round % 2 == 1) {
        Collections.reverse(turn);
      }
      for (Heat heat : turn) {
        run(heat, settings.seed() + round);
      }
    }
    return heats.stream().map(Heat::row).toList();
  }

  private static Heat heat(String load, Target target, double rate, double unclear, boolean money) {
    return new Heat(new Row(load, target.label()), target, rate, unclear, money);
  }

  private void run(Heat heat, long seed) throws InterruptedException {
    Volley volley =
        loop.fire(heat.target(), heat.rate(), settings.roundLength(), seed, heat.unclear());
    Figures figures = books.book(heat.target(), volley, heat.money());
    heat.row().add(figures);
    progress.printf(
        Locale.ROOT,
        "  %-10s %-14s %6.0f/s  added p50 %6.1f (%.1f + %.1f) p99 %7.1f ms, late p99 %.1f ms%s%n",
        heat.row().load(),
        heat.row().contender(),
        figures.offered(),
        figures.added().getValueAtPercentile(50) / 1000.0,
        figures.before().getValueAtPercentile(50) / 1000.0,
        figures.behind().getValueAtPercentile(50) / 1000.0,
        figures.added().getValueAtPercentile(99) / 1000.0,
        figures.lag().getValueAtPercentile(99) / 1000.0,
        figures.valid() ? "" : "  " + figures.flaws());
  }
}
