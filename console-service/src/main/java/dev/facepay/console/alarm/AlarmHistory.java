package dev.facepay.console.alarm;

import dev.facepay.console.payment.PaymentView;
import dev.facepay.payment.AlarmFact;
import dev.facepay.payment.AlarmFact.Assigned;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What people said about whatever has one id, in order: a set that only grows, so neither order nor
 * repeats are seen. Of more than {@link #WORDS_MAX} the newest stay: which these are knows no order
 * either.
 */
record AlarmHistory(SortedSet<Word> words) {

  static final int WORDS_MAX = 200;

  AlarmHistory {
    words = Collections.unmodifiableSortedSet(new TreeSet<>(words));
  }

  /**
   * What one person said once.
   *
   * @param isAssignment whether it says whose it is; else only that it was seen
   * @param assignee empty: nobody's
   * @param why may be empty
   */
  record Word(Instant at, boolean isAssignment, String assignee, String who, String why)
      implements Comparable<Word> {

    private static final Comparator<Word> ORDER =
        Comparator.comparing(Word::at)
            .thenComparing(Word::isAssignment)
            .thenComparing(Word::assignee)
            .thenComparing(Word::who)
            .thenComparing(Word::why);

    static Word of(AlarmFact fact) {
      String assignee = fact instanceof Assigned f ? f.assignee() : null;
      return new Word(
          fact.occurredAt(),
          fact instanceof Assigned,
          assignee == null ? "" : assignee,
          fact.who(),
          fact.why() == null ? "" : fact.why());
    }

    @Override
    public int compareTo(Word other) {
      return ORDER.compare(this, other);
    }
  }

  static AlarmHistory of(Collection<AlarmFact> facts) {
    return new AlarmHistory(newest(facts.stream().map(Word::of)));
  }

  AlarmHistory and(AlarmHistory other) {
    return new AlarmHistory(newest(Stream.concat(words.stream(), other.words.stream())));
  }

  private static SortedSet<Word> newest(Stream<Word> words) {
    TreeSet<Word> all = new TreeSet<>();
    words.forEach(
        word -> {
          all.add(word);
          if (all.size() > WORDS_MAX) {
            all.removeFirst();
          }
        });
    return all;
  }

  /**
   * What of it counts for an alarm. An assignment holds from its begin to its end, and tells that
   * its speaker has seen the alarm; what was said before the newest thing was known has not seen
   * that.
   *
   * @param since when the alarm began
   * @param last when the newest of it was said
   */
  AlarmView view(Instant since, Instant last) {
    Word seen = words.stream().filter(it -> !it.at().isBefore(last)).findFirst().orElse(null);
    Word owned =
        words.reversed().stream()
            .filter(it -> it.isAssignment() && !it.at().isBefore(since))
            .findFirst()
            .filter(it -> !it.assignee().isEmpty())
            .orElse(null);
    String why =
        words.reversed().stream()
            .filter(it -> !it.at().isBefore(since) && !it.why().isEmpty())
            .findFirst()
            .map(Word::why)
            .orElse(null);
    return new AlarmView(
        seen == null ? null : seen.who(),
        seen == null ? null : PaymentView.time(seen.at()),
        owned == null ? null : owned.assignee(),
        owned == null ? null : owned.who(),
        owned == null ? null : PaymentView.time(owned.at()),
        why);
  }
}
