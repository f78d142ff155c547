package dev.facepay.console.report;

import dev.facepay.payment.Act;
import dev.facepay.payment.Coded;
import dev.facepay.payment.ReportDelay;
import dev.facepay.payment.TradeNumbers;
import dev.facepay.payment.TradeRef;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that facts say of one trade that is no face payment. It only ever grows or takes a minimum or
 * a maximum: neither order nor repeats can be seen in it.
 *
 * @param sale when it was paid, and how much; empty as long as only its report is known
 * @param reversedAt when its money went back, if it did
 * @param tries by their number
 * @param delay the newest word on why the report is not there
 * @param acts what people wanted, in order
 */
record TradeHistory(
    TradeRef trade,
    Optional<Sale> sale,
    Optional<Instant> reversedAt,
    SortedMap<Integer, ReportTry> tries,
    Optional<Delay> delay,
    SortedSet<ReportAct> acts) {

  TradeHistory {
    tries = Collections.unmodifiableSortedMap(new TreeMap<>(tries));
    acts = Collections.unmodifiableSortedSet(new TreeSet<>(acts));
  }

  /**
   * @param elsewhere whether it was paid outside of FacePay and the device told of it
   * @param numbers by what else it is known then
   */
  record Sale(Instant paidAt, long amountFen, boolean elsewhere, TradeNumbers numbers)
      implements Comparable<Sale> {

    private static final Comparator<Sale> ORDER =
        Comparator.comparing(Sale::elsewhere)
            .thenComparing(Sale::paidAt)
            .thenComparing(Sale::amountFen)
            .thenComparing(it -> Objects.requireNonNullElse(it.numbers().orderNo(), ""))
            .thenComparing(it -> Objects.requireNonNullElse(it.numbers().transactionId(), ""));

    @Override
    public int compareTo(Sale other) {
      return ORDER.compare(this, other);
    }
  }

  /** The later one counts. */
  record Delay(Instant at, int tryNo, Coded<ReportDelay> reason, boolean attention)
      implements Comparable<Delay> {

    private static final Comparator<Delay> ORDER =
        Comparator.comparing(Delay::at)
            .thenComparing(Delay::tryNo)
            .thenComparing(Delay::attention)
            .thenComparing(it -> it.reason().wire());

    @Override
    public int compareTo(Delay other) {
      return ORDER.compare(this, other);
    }
  }

  static TradeHistory begin(TradeRef trade) {
    return new TradeHistory(
        trade,
        Optional.empty(),
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        new TreeSet<>());
  }

  /** When the device's SDK took the report, first. */
  Optional<Instant> confirmedAt() {
    return tries.values().stream()
        .flatMap(it -> it.confirmedAt().stream())
        .min(Comparator.naturalOrder());
  }

  /** When a person first ended it. */
  Optional<Instant> resolvedAt() {
    return acts.stream().filter(it -> it.act() == Act.RESOLVE).map(ReportAct::at).findFirst();
  }

  /** Why the report is not there, as long as it is true: what was given up may be tried again. */
  Optional<Delay> standingDelay() {
    int newest = tries.isEmpty() ? 0 : tries.lastKey();
    return delay.filter(it -> it.reason() != ReportDelay.GIVEN_UP || newest <= it.tryNo());
  }

  /** How many times an SDK took it: more than one is a duplicate at WeChat. */
  int confirmations() {
    return (int) tries.values().stream().filter(it -> it.confirmedAt().isPresent()).count();
  }
}
