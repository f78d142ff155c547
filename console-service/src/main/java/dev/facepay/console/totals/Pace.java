package dev.facepay.console.totals;

import dev.facepay.console.documents.DaySum;
import dev.facepay.console.documents.DaySums;
import dev.facepay.console.documents.TotalsFilter;
import dev.facepay.console.payment.PaymentState;
import dev.facepay.console.payment.PaymentStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** How payments go, minute by minute or hour by hour, from what is kept of each. */
final class Pace {

  private static final double HALF = 0.5;
  private static final double NEARLY_ALL = 0.95;

  private final DaySums sums;
  private final DaySums refunds;
  private final int unknownAt;

  Pace(PaymentStore payments) {
    this.sums = payments.sums();
    this.refunds = payments.refunds().sums();
    this.unknownAt = PaymentStore.COUNTED.added().size();
  }

  /** How long the stretches are, and how many of them an answer may have. */
  enum Step {
    MINUTE(ChronoUnit.MINUTES, 1440),
    HOUR(ChronoUnit.HOURS, 24 * 31);

    private final ChronoUnit unit;
    private final int most;

    Step(ChronoUnit unit, int most) {
      this.unit = unit;
      this.most = most;
    }

    int most() {
      return most;
    }

    Instant begin(Instant at) {
      return at.truncatedTo(unit);
    }

    long between(Instant from, Instant to) {
      return begin(from).until(to, unit);
    }
  }

  /**
   * What became of the payments that were asked for in one stretch, and of the refunds in it.
   *
   * @param unknown those whose outcome was unknown at some time, whatever it is now
   * @param paidFen of those that succeeded
   * @param p50Ms in which half of the answers were there; an answer is what the device could be
   *     told first: paid, not paid, or that the money goes back
   */
  record Figures(
      long payments,
      long succeeded,
      long failed,
      long reversed,
      long open,
      long unknown,
      long paidFen,
      long refunds,
      long refundedFen,
      OptionalLong p50Ms,
      OptionalLong p95Ms) {

    long netFen() {
      return paidFen - refundedFen;
    }

    /** Succeeded of all that are settled, 0 to 1; NaN if none is. */
    double successRatio() {
      return (double) succeeded / (succeeded + failed + reversed);
    }
  }

  record Row(Instant at, Figures figures) {}

  /**
   * @param rows one for each stretch, also where nothing was
   * @param all of them together
   */
  record Course(List<Row> rows, Figures all) {}

  /**
   * @param scope its days mean nothing
   * @param from the stretch in which it lies is the first
   * @param to not included
   */
  Course course(TotalsFilter scope, Step step, Instant from, Instant to) {
    boolean isHours = step == Step.HOUR;
    Map<Instant, List<DaySum>> asked = sums.find(scope, from, to, isHours);
    Map<Instant, List<DaySum>> back = refunds.find(scope, from, to, isHours);
    List<Row> rows = new ArrayList<>();
    for (Instant at = step.begin(from); at.isBefore(to); at = at.plus(1, step.unit)) {
      rows.add(
          new Row(
              at, figures(asked.getOrDefault(at, List.of()), back.getOrDefault(at, List.of()))));
    }
    return new Course(
        List.copyOf(rows),
        figures(
            asked.values().stream().flatMap(List::stream).toList(),
            back.values().stream().flatMap(List::stream).toList()));
  }

  private Figures figures(List<DaySum> asked, List<DaySum> back) {
    Map<PaymentState, Long> byState = new EnumMap<>(PaymentState.class);
    long unknown = 0;
    long paidFen = 0;
    for (DaySum sum : asked) {
      PaymentState state = Totals.state(sum);
      byState.merge(state, sum.count(), Long::sum);
      unknown += sum.added(unknownAt);
      paidFen += state == PaymentState.SUCCEEDED ? sum.added(0) : 0;
    }
    List<DaySum> returned = back.stream().filter(Totals::isRefunded).toList();
    return new Figures(
        asked.stream().mapToLong(DaySum::count).sum(),
        byState.getOrDefault(PaymentState.SUCCEEDED, 0L),
        byState.getOrDefault(PaymentState.FAILED, 0L),
        byState.getOrDefault(PaymentState.REVERSED, 0L),
        asked.stream().filter(sum -> Totals.state(sum).open()).mapToLong(DaySum::count).sum(),
        unknown,
        paidFen,
        returned.stream().mapToLong(DaySum::count).sum(),
        returned.stream().mapToLong(sum -> sum.added(0)).sum(),
        PaymentStore.COUNTED.within(HALF, asked),
        PaymentStore.COUNTED.within(NEARLY_ALL, asked));
  }
}
