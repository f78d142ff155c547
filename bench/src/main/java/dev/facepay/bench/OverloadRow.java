package dev.facepay.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one system made of one load.
 *
 * @param share of what it can give that it was asked for
 * @param offered requests a second
 * @param paidPerSecond answers a second while the load lasted
 * @param refused share of the requests that were refused at once
 * @param errors share of the requests with no useful answer and no refusal
 * @param p50 of the paid ones, milliseconds from when they were due
 * @param p99 the same
 * @param refusedP99 of the refused ones
 * @param late p99 of how late the generator was
 * @param others cores that other programs kept busy
 */
record OverloadRow(
    double share,
    double offered,
    double paidPerSecond,
    double refused,
    double errors,
    double p50,
    double p99,
    double refusedP99,
    double late,
    double others) {

  static OverloadRow of(double share, Volley volley) {
    List<Shot> shots = volley.shots();
    long refused = shots.stream().filter(s -> s.answer() == Answer.REFUSED).count();
    long paid = shots.stream().filter(s -> s.answer() == Answer.PAID).count();
    double all = Math.max(1, shots.size());
    return new OverloadRow(
        share,
        volley.offered(),
        volley.completed(),
        refused / all,
        (shots.size() - refused - paid) / all,
        ms(shots, Answer.PAID, 0.5, Shot::totalMicros),
        ms(shots, Answer.PAID, 0.99, Shot::totalMicros),
        // From when it was sent: the generator's own lateness is no time to refuse.
        ms(shots, Answer.REFUSED, 0.99, s -> s.totalMicros() - s.lagMicros()),
        ms(shots, null, 0.99, Shot::lagMicros),
        volley.othersCores());
  }

  static OverloadRow median(List<OverloadRow> rows) {
    ToDoubleFunction<Function<OverloadRow, Double>> middle =
        of -> Row.median(rows.stream().mapToDouble(of::apply).toArray());
    return new OverloadRow(
        middle.applyAsDouble(OverloadRow::share),
        middle.applyAsDouble(OverloadRow::offered),
        middle.applyAsDouble(OverloadRow::paidPerSecond),
        middle.applyAsDouble(OverloadRow::refused),
        middle.applyAsDouble(OverloadRow::errors),
        middle.applyAsDouble(OverloadRow::p50),
        middle.applyAsDouble(OverloadRow::p99),
        middle.applyAsDouble(OverloadRow::refusedP99),
        middle.applyAsDouble(OverloadRow::late),
        middle.applyAsDouble(OverloadRow::others));
  }

  private static double ms(
      List<Shot> shots, @Nullable Answer answer, double share, Function<Shot, Long> micros) {
    double[] sorted =
        shots.stream()
            .filter(s -> answer == null || s.answer() == answer)
            .mapToDouble(s -> micros.apply(s) / 1000.0)
            .sorted()
            .toArray();
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%.2f: %5.0f/s asked, %5.0f/s paid, p50 %6.0f p99 %6.0f ms, refused %4.1f %% in p99 %5.1f"
            + " ms, errors %.2f %%, late99 %.1f ms, others %.2f",
        share,
        offered,
        paidPerSecond,
        p50,
        p99,
        refused * 100,
        refusedP99,
        errors * 100,
        late,
        others);
  }
}
