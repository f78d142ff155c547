package dev.facepay.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Load before anything counts, until the compilers are done: the CPU time of a payment falls to a
 * quarter over some minutes, and what is measured meanwhile is the compilers.
 */
final class WarmUp {

  private static final Duration BLOCK_MAX = Duration.ofSeconds(10);
  private static final double START = 0.1;
  private static final double UP = 1.5;
  private static final double DOWN = 0.7;
  private static final double TOP = 0.9;
  private static final double HOLDS_FROM = 0.95;

  /** A block that costs more than this share of the cheapest one so far brings nothing new. */
  private static final double STEADY_FROM = 0.97;

  private static final int STEADY_BLOCKS = 3;

  private final OpenLoop loop;
  private final Bookkeeper books;
  private final BenchSettings settings;
  private final PrintStream progress;

  WarmUp(OpenLoop loop, Bookkeeper books, BenchSettings settings, PrintStream progress) {
    this.loop = loop;
    this.books = books;
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Ends when three blocks in a row at the highest rate were no cheaper than before, or at {@code
   * settings.warmUp()}.
   *
   * @param unclear share of the requests, since what they need is compiled no sooner
   */
  void of(Target target, boolean money, double unclear) throws InterruptedException {
    double top = settings.firstStep() * TOP;
    double rate = settings.firstStep() * START;
    double cheapest = Double.MAX_VALUE;
    int steady = 0;
    boolean brief = settings.warmUp().compareTo(BLOCK_MAX) < 0;
    Duration length = brief ? settings.warmUp() : BLOCK_MAX;
    long blocks = settings.warmUp().dividedBy(length);
    for (long block = 0; block < blocks && steady < STEADY_BLOCKS; block++) {
      Figures f =
          books.book(target, loop.fire(target, rate, length, settings.seed(), unclear), money);
      progress.printf(
          Locale.ROOT,
          "warming up %-14s %6.0f/s, p99 %7.1f ms, cpu %.2f ms%n",
          target.label(),
          rate,
          f.total().getValueAtPercentile(99) / 1000.0,
          f.cpuMs());
      boolean holds = f.completed() >= HOLDS_FROM * f.offered();
      steady = holds && rate >= top && f.cpuMs() > STEADY_FROM * cheapest ? steady + 1 : 0;
      cheapest = rate >= top ? Math.min(cheapest, f.cpuMs()) : cheapest;
      rate = holds ? Math.min(top, rate * UP) : rate * DOWN;
    }
  }
}
