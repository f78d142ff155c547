package dev.facepay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Whether an old system is as good as a young one.
 *
 * <p>The first row that counts begins at {@value #FROM} payments (in a shorter run: the second
 * row); no later one may be worse by more than the tolerance. After the restart the JVM is cold
 * again, so speeds are held against the row at the same place behind the first start.
 */
final class Flatness {

  static final long FROM = 100_000;
  static final double TOLERANCE = 0.15;

  private static final List<Figure> FIGURES =
      List.of(
          new Figure("payments/s", false, true, SoakRow::perSecond),
          new Figure("p50", true, true, SoakRow::p50Ms),
          new Figure("p99", true, true, SoakRow::p99Ms),
          new Figure("CPU", true, true, SoakRow::cpuMs),
          new Figure("heap", true, false, row -> (double) row.heapBytes()),
          new Figure("resident", true, false, row -> (double) row.residentBytes()));

  private Flatness() {}

  private record Figure(
      String name, boolean moreIsWorse, boolean speed, ToDoubleFunction<SoakRow> value) {

    /** By which share the row is worse; below 0 if it is better. */
    double worse(SoakRow row, SoakRow reference) {
      double now = value.applyAsDouble(row);
      double then = value.applyAsDouble(reference);
      double more = moreIsWorse ? now / then - 1 : then / now - 1;
      return Double.isFinite(more) ? more : 0;
    }
  }

  /**
   * The worst of one figure.
   *
   * @param worse share by which it is worse than the row that it is held against
   * @param at payments at the end of the worst row
   */
  record Drift(String figure, double worse, long at) {

    boolean flat() {
      return worse <= TOLERANCE;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s %+.0f %% (at %,d)%s",
          figure,
          worse * 100,
          at,
          flat() ? "" : " NOT FLAT");
    }
  }

  /** One for each figure; none if there are too few rows to tell. */
  static List<Drift> of(List<SoakRow> rows) {
    List<SoakRow> first = rows.stream().filter(row -> !row.restarted()).toList();
    List<SoakRow> second = rows.stream().filter(SoakRow::restarted).toList();
    if (first.size() < 2) {
      return List.of();
    }
    int start = start(first);
    List<Drift> drifts = new ArrayList<>();
    for (Figure figure : FIGURES) {
      SoakRow reference = first.get(start);
      Drift worst = new Drift(figure.name(), 0, reference.to());
      for (SoakRow row : first.subList(start, first.size())) {
        worst = worse(worst, figure, row, reference);
      }
      for (int i = 0; i < second.size(); i++) {
        SoakRow young = figure.speed() && i <= start ? first.get(i) : reference;
        worst = worse(worst, figure, second.get(i), young);
      }
      drifts.add(worst);
    }
    return drifts;
  }

  private static int start(List<SoakRow> first) {
    for (int i = 0; i < first.size(); i++) {
      if (first.get(i).from() >= FROM) {
        return i;
      }
    }
    return 1;
  }

  private static Drift worse(Drift worst, Figure figure, SoakRow row, SoakRow reference) {
    double worse = figure.worse(row, reference);
    return worse > worst.worse() ? new Drift(figure.name(), worse, row.to()) : worst;
  }
}
