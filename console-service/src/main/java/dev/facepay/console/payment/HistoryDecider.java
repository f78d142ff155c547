package dev.facepay.console.payment;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * PaymentHistory + fact → history. A payment's facts stand in several topics and come in any order
 * and more than once, so every part of a history is a set that only grows or a minimum: neither
 * order nor repeats can be seen in it.
 */
public final class HistoryDecider {

  /**
   * Requests and refusals that are kept, the first ones: a device that sends a refused request for
   * ever must not grow a document without end.
   */
  static final int ASIDES_MAX = 40;

  private static final Comparator<PaymentRef> FIRST =
      Comparator.comparing(PaymentRef::requestedAt)
          .thenComparing(PaymentRef::fingerprint)
          .thenComparing(PaymentRef::toString);

  /**
   * By the request, its refusal first: where the cut goes through such a pair, the request goes, so
   * none looks as if it still waited for its answer.
   */
  private static final Comparator<HistoryEntry> ASIDES =
      Comparator.comparing((HistoryEntry entry) -> entry.number("requested_at"))
          .thenComparing(entry -> entry.text("fingerprint"))
          .thenComparing(HistoryEntry::type);

  private HistoryDecider() {}

  public static PaymentHistory fold(Optional<PaymentHistory> before, PaymentFact fact) {
    HistoryEntry entry = HistoryEntry.of(fact);
    int rank = rank(fact);
    if (before.isEmpty()) {
      SortedMap<String, HistoryEntry> only = new TreeMap<>();
      only.put(entry.id(), entry);
      return new PaymentHistory(fact.payment(), rank, only, false);
    }
    PaymentHistory history = before.get();
    SortedMap<String, HistoryEntry> entries = new TreeMap<>(history.entries());
    entries.merge(entry.id(), entry, HistoryEntry::first);
    boolean more = dropLastAside(entries) || history.more();
    boolean surer = isSurer(fact.payment(), rank, history);
    return new PaymentHistory(
        surer ? fact.payment() : history.ref(), Math.min(rank, history.refRank()), entries, more);
  }

  /**
   * A history that the log tells, with what was kept of it: the log's own words count, of what it
   * no longer has the kept ones.
   */
  public static PaymentHistory keep(Optional<PaymentHistory> told, PaymentHistory kept) {
    if (told.isEmpty()) {
      return kept;
    }
    PaymentHistory history = told.get();
    SortedMap<String, HistoryEntry> entries = new TreeMap<>(history.entries());
    for (HistoryEntry entry : kept.entries().values()) {
      if (history.entries().values().stream().noneMatch(entry::tellsOf)) {
        entries.putIfAbsent(entry.id(), entry);
      }
    }
    boolean more = history.more() || kept.more();
    while (dropLastAside(entries)) {
      more = true;
    }
    return isSurer(kept.ref(), kept.refRank(), history)
        ? new PaymentHistory(kept.ref(), kept.refRank(), entries, more)
        : new PaymentHistory(history.ref(), history.refRank(), entries, more);
  }

  private static boolean isSurer(PaymentRef ref, int rank, PaymentHistory history) {
    return rank < history.refRank()
        || (rank == history.refRank() && FIRST.compare(ref, history.ref()) < 0);
  }

  /** What a stage decided is about the request that it took; the rest may be about another one. */
  private static int rank(PaymentFact fact) {
    if (fact.version() > 1) {
      return 0;
    }
    return switch (fact) {
      case Requested f -> 2;
      case RequestRejected f -> 3;
      default -> 1;
    };
  }

  private static boolean dropLastAside(SortedMap<String, HistoryEntry> entries) {
    if (entries.values().stream().filter(HistoryDecider::isAside).count() <= ASIDES_MAX) {
      return false;
    }
    entries.values().stream()
        .filter(HistoryDecider::isAside)
        .max(ASIDES)
        .ifPresent(last -> entries.remove(last.id()));
    return true;
  }

  private static boolean isAside(HistoryEntry entry) {
    return entry.is("requested") || entry.is("request-rejected");
  }
}
