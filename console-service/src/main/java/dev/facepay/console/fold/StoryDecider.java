package dev.facepay.console.fold;

import dev.facepay.payment.PaymentFact;
import dev.facepay.payment.PaymentFact.RequestRejected;
import dev.facepay.payment.PaymentFact.Requested;
import dev.facepay.payment.PaymentRef;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Story + fact → story. A payment's facts stand in several topics and come in any order and more
 * than once, so every part of a story is a set that only grows or a minimum: neither order nor
 * repeats can be seen in it.
 */
public final class StoryDecider {

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
  private static final Comparator<Entry> ASIDES =
      Comparator.comparing((Entry entry) -> entry.number("requested_at"))
          .thenComparing(entry -> entry.text("fingerprint"))
          .thenComparing(Entry::type);

  private StoryDecider() {}

  public static Story fold(Optional<Story> before, PaymentFact fact) {
    Entry entry = Entries.of(fact);
    int rank = rank(fact);
    if (before.isEmpty()) {
      SortedMap<String, Entry> only = new TreeMap<>();
      only.put(entry.id(), entry);
      return new Story(fact.payment(), rank, only, false);
    }
    Story story = before.get();
    SortedMap<String, Entry> entries = new TreeMap<>(story.entries());
    entries.merge(entry.id(), entry, Entry::first);
    boolean more = dropLastAside(entries) || story.more();
    boolean surer = isSurer(fact.payment(), rank, story);
    return new Story(
        surer ? fact.payment() : story.ref(), Math.min(rank, story.refRank()), entries, more);
  }

  /**
   * A story that the log tells, with what was kept of it: the log's own words count, of what it no
   * longer has the kept ones.
   */
  public static Story keep(Optional<Story> told, Story kept) {
    if (told.isEmpty()) {
      return kept;
    }
    Story story = told.get();
    SortedMap<String, Entry> entries = new TreeMap<>(story.entries());
    for (Entry entry : kept.entries().values()) {
      if (story.entries().values().stream().noneMatch(entry::tellsOf)) {
        entries.putIfAbsent(entry.id(), entry);
      }
    }
    boolean more = story.more() || kept.more();
    while (dropLastAside(entries)) {
      more = true;
    }
    return isSurer(kept.ref(), kept.refRank(), story)
        ? new Story(kept.ref(), kept.refRank(), entries, more)
        : new Story(story.ref(), story.refRank(), entries, more);
  }

  private static boolean isSurer(PaymentRef ref, int rank, Story story) {
    return rank < story.refRank()
        || (rank == story.refRank() && FIRST.compare(ref, story.ref()) < 0);
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

  private static boolean dropLastAside(SortedMap<String, Entry> entries) {
    if (entries.values().stream().filter(StoryDecider::isAside).count() <= ASIDES_MAX) {
      return false;
    }
    entries.values().stream()
        .filter(StoryDecider::isAside)
        .max(ASIDES)
        .ifPresent(last -> entries.remove(last.id()));
    return true;
  }

  private static boolean isAside(Entry entry) {
    return entry.is("requested") || entry.is("request-rejected");
  }
}
