package dev.facepay.bench;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Raises the rate step by step until answers no longer keep up with requests, then looks once
 * between the last step that held and the first that did not.
 */
final class StepSearch {

  private static final double FACTOR = 1.25;
  private static final double HOLDS_FROM = 0.95;
  private static final long P99_MAX_MICROS = 2_000_000;
  private static final double ERRORS_MAX = 0.001;
  private static final double RATE_MAX = 100_000;
  private static final double RATE_MIN = 10;

  private final OpenLoop loop;
  private final Bookkeeper books;
  private final Duration step;
  private final PrintStream progress;

  /**
   * @param perSecond answers a second in the highest step that held; 0: none did
   * @param cpuMs of the process for each request in it
   */
  record Found(double perSecond, double cpuMs) {}

  StepSearch(OpenLoop loop, Bookkeeper books, Duration step, PrintStream progress) {
    this.loop = loop;
    this.books = books;
    this.step = step;
    this.progress = progress;
  }

  Found search(Target target, double first, long seed) throws InterruptedException {
    Found best = new Found(0, 0);
    double rate = first;
    double held = 0;
    boolean between = false;
    while (rate <= RATE_MAX && rate >= RATE_MIN) {
      Figures figures = books.book(target, loop.fire(target, rate, step, seed, 0), true);
      boolean holds = holds(figures);
      tell(target, rate, figures, holds);
      if (holds) {
        held = rate;
        // A backlog of the first second, answered later, is no throughput.
        double perSecond = Math.min(figures.completed(), figures.offered());
        best = perSecond > best.perSecond() ? new Found(perSecond, figures.cpuMs()) : best;
      }
      if (between) {
        break;
      }
      if (holds) {
        rate *= FACTOR;
      } else if (held > 0) {
        between = true;
        rate = Math.sqrt(held * rate);
      } else {
        rate /= FACTOR * FACTOR;
      }
    }
    return best;
  }

  private static boolean holds(Figures f) {
    return f.completed() >= HOLDS_FROM * f.offered()
        && f.errors() <= ERRORS_MAX
        && f.total().getValueAtPercentile(99) <= P99_MAX_MICROS;
  }

  private void tell(Target target, double rate, Figures f, boolean holds) {
    progress.printf(
        Locale.ROOT,
        "  %-14s %6.0f/s asked, %6.0f/s answered, p99 %7.1f ms, errors %.2f %%, cpu %.2f ms%s%n",
        target.label(),
        rate,
        f.completed(),
        f.total().getValueAtPercentile(99) / 1000.0,
        f.errors() * 100,
        f.cpuMs(),
        holds ? "" : "  (does not hold)");
  }
}
