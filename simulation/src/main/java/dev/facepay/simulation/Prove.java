package dev.facepay.simulation;

import dev.facepay.simulation.History.Result;
import dev.facepay.simulation.Seeds.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulation's command line: {@code ./facepay prove}. */
@Command(
    name = "facepay prove",
    mixinStandardHelpOptions = true,
    description = {
      "Lives through histories of crashes, pauses, lost answers, restored databases and other",
      "systems' orders, on a simulated clock, and checks in each that nobody is charged twice,",
      "without goods, or otherwise than told. The same seed makes the same histories."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every invariant held, and everything that may happen has happened",
      "1:an invariant was broken; the seed and its replay are told",
      "2:bad option",
      "8:every invariant held, but the run left something out and does not count"
    })
final class Prove implements Callable<Integer> {

  private static final int HELD = 0;
  private static final int BROKEN = 1;
  private static final int LEFT_OUT = 8;

  /** Each seed gets this much, whatever it meets. */
  private static final Duration FOR_EVER = Duration.ofDays(365);

  /** Enough for a 99th percentile. */
  private static final int SETTLING_PAYMENTS = 10_000;

  private static final Duration TELL_EVERY = Duration.ofSeconds(10);

  @Option(
      names = "--histories",
      defaultValue = "10000",
      paramLabel = "N",
      description = "How many (${DEFAULT-VALUE}); with 1 its schedule is printed.")
  private long histories;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Of the first history (${DEFAULT-VALUE}); the others follow.")
  private long seed;

  @Option(
      names = "--only",
      split = ",",
      paramLabel = "TWIST",
      description = "With one history: only these faults and whims happen in it.")
  private @Nullable Set<String> only;

  @Option(names = "--report", paramLabel = "FILE", description = "Write it down here (Markdown).")
  private @Nullable Path report;

  private final PrintStream out = System.out;

  public static void main(String[] args) {
    System.exit(new CommandLine(new Prove()).execute(args));
  }

  @Override
  public Integer call() throws IOException {
    return histories == 1 ? replay() : prove();
  }

  private int replay() {
    Result result =
        only == null
            ? History.run(seed, Plant.NONE, Set.of(), new Occurrences(), true)
            : Shrinker.again(seed, only, Plant.NONE, Set.of(), true);
    result.trace().forEach(out::println);
    out.println(result.violation().map(Violation::getMessage).orElse("every invariant held"));
    return result.violation().isPresent() ? BROKEN : HELD;
  }

  private int prove() throws IOException {
    Seeds seeds = new Seeds(seed, Plant.NONE, Set.of());
    long begin = System.nanoTime();
    seeds.run(histories, FOR_EVER, TELL_EVERY, () -> tell(seeds, since(begin)));
    Duration time = since(begin);
    ProofReport proof = new ProofReport(seed, seeds, time, small(), settling());
    out.print(proof.summary());
    StringBuilder page = new StringBuilder(proof.markdown());
    if (seeds.failure().isPresent()) {
      String failed = failed(seeds.failure().get());
      out.print(failed);
      page.append(failed);
    }
    if (report != null) {
      Files.writeString(report, page);
    }
    if (!proof.holds()) {
      return BROKEN;
    }
    return proof.missing().isEmpty() ? HELD : LEFT_OUT;
  }

  private SmallCases.Tried small() {
    out.println("one order, two attempts: each crash at each place");
    return SmallCases.tried(fault -> fault.startsWith("fault: CRASH"));
  }

  private Settling settling() {
    out.println("payments that never reach WeChat, while queries say nothing now and then");
    return Settling.measure(SETTLING_PAYMENTS, seed);
  }

  private static Duration since(long begin) {
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private void tell(Seeds seeds, Duration time) {
    double rate = seeds.done() / (time.toMillis() / 1000.0);
    out.printf(
        "%,d of %,d histories, %,.0f/s, %,d s to go%n",
        seeds.done(), histories, rate, Math.round((histories - seeds.done()) / Math.max(rate, 1)));
  }

  private String failed(Failure failure) {
    out.println("broken in seed " + failure.seed() + "; looking for fewer faults that do it");
    List<String> twists = Shrinker.shrink(failure, Plant.NONE, Set.of());
    Result small = Shrinker.again(failure.seed(), Set.copyOf(twists), Plant.NONE, Set.of(), true);
    return ProofReport.failed(failure, twists, small.trace());
  }
}
