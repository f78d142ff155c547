package dev.facepay.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** All rounds of one contender at one load; each figure is the median of the rounds that count. */
final class Row {

  private final String load;
  private final String contender;
  private final List<Figures> rounds = new ArrayList<>();

  Row(String load, String contender) {
    this.load = load;
    this.contender = contender;
  }

  void add(Figures round) {
    rounds.add(round);
  }

  String load() {
    return load;
  }

  String contender() {
    return contender;
  }

  List<Figures> rounds() {
    return List.copyOf(rounds);
  }

  long valid() {
    return rounds.stream().filter(Figures::valid).count();
  }

  /** Milliseconds below which this share of the answers' added times lies. */
  double added(double percentile) {
    return median(round -> ms(round.added(), percentile));
  }

  /** The part of it until the gateway had the call. */
  double before(double percentile) {
    return median(round -> ms(round.before(), percentile));
  }

  /** The part of it behind the gateway's answer. */
  double behind(double percentile) {
    return median(round -> ms(round.behind(), percentile));
  }

  /** The same with the gateway's own time. */
  double total(double percentile) {
    return median(round -> ms(round.total(), percentile));
  }

  double lag(double percentile) {
    return median(round -> ms(round.lag(), percentile));
  }

  /** Over the rounds that count, or over all if none does. */
  double median(ToDoubleFunction<Figures> figure) {
    return median(
        rounds.stream()
            .filter(round -> round.valid() || valid() == 0)
            .mapToDouble(figure)
            .toArray());
  }

  /** 0 of nothing. */
  static double median(double... values) {
    if (values.length == 0) {
      return 0;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double ms(Histogram micros, double percentile) {
    return micros.getValueAtPercentile(percentile) / 1000.0;
  }
}
