package dev.facepay.console.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One try of a report.
 *
 * @param method WeChat's name of the call; empty text while only the answer is known
 * @param askedAt when the device was asked
 * @param confirmedAt when the device said that its SDK took it
 * @param refusal what the device said otherwise
 */
record ReportTry(
    int number,
    String method,
    Optional<Instant> askedAt,
    Optional<Instant> confirmedAt,
    Optional<Refusal> refusal) {

  /** The first one counts. */
  record Refusal(Instant at, String code, String text) implements Comparable<Refusal> {

    private static final Comparator<Refusal> ORDER =
        Comparator.comparing(Refusal::at).thenComparing(Refusal::code).thenComparing(Refusal::text);

    @Override
    public int compareTo(Refusal other) {
      return ORDER.compare(this, other);
    }
  }

  static ReportTry begin(int number) {
    return new ReportTry(number, "", Optional.empty(), Optional.empty(), Optional.empty());
  }

  ReportTry asked(Instant at, String call) {
    boolean first = askedAt.isEmpty() || at.isBefore(askedAt.get());
    return first ? new ReportTry(number, call, Optional.of(at), confirmedAt, refusal) : this;
  }

  ReportTry confirmed(Instant at) {
    return new ReportTry(number, method, askedAt, first(confirmedAt, at), refusal);
  }

  ReportTry refused(Refusal word) {
    return new ReportTry(number, method, askedAt, confirmedAt, first(refusal, word));
  }

  /** With what another one knows of it. */
  ReportTry and(ReportTry other) {
    ReportTry all = other.askedAt.map(at -> asked(at, other.method)).orElse(this);
    all = other.confirmedAt.map(all::confirmed).orElse(all);
    return other.refusal.map(all::refused).orElse(all);
  }

  /** Whether the device answered. */
  boolean told() {
    return confirmedAt.isPresent() || refusal.isPresent();
  }

  static <T extends Comparable<? super T>> Optional<T> first(Optional<T> known, T one) {
    return Optional.of(known.filter(it -> it.compareTo(one) <= 0).orElse(one));
  }
}
