package dev.facepay.console.stage;

import dev.facepay.console.documents.Cursor;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.fact.Letters;
import dev.facepay.runtime.fact.Letters.Answer;
import dev.facepay.runtime.fact.Letters.Letter;
import dev.facepay.runtime.fact.LogReader.LogUnanswered;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dead letters of all stages, as one list, and what people do about them. */
final class LetterBox {

  private static final Logger LOG = LoggerFactory.getLogger(LetterBox.class);

  /** Of letters and acts, a partition: a flood of them must not fill the memory. */
  private static final long LOOKED_AT_MAX = 1_000;

  private static final Comparator<Letter> NEWEST_FIRST =
      Comparator.comparing(LetterBox::cursor).reversed();

  private final Letters letters;
  private final Brokers brokers;
  private final Shared<Known> known;

  LetterBox(Letters letters, Brokers brokers, Timekeeper time) {
    this.letters = letters;
    this.brokers = brokers;
    this.known = new Shared<>(time, this::look);
  }

  /**
   * @param writable topics to which this service's user of Kafka may send a record back
   */
  private record Known(List<Letter> newestFirst, Set<String> writable) {}

  /** One of them, and what can be done about it. */
  record Standing(Letter letter, LetterState state) {}

  /**
   * A part of the list.
   *
   * @param next where it goes on; null at the end
   */
  record Part(List<Standing> letters, @Nullable Cursor next) {}

  private Known look() throws InterruptedException {
    List<Letter> all = letters.newest(LOOKED_AT_MAX).stream().sorted(NEWEST_FIRST).toList();
    Set<String> open =
        all.stream().filter(LetterBox::isOpen).map(Letter::topic).collect(Collectors.toSet());
    return new Known(all, brokers.writable(open));
  }

  private static boolean isOpen(Letter letter) {
    return letter.act().isEmpty();
  }

  private static Cursor cursor(Letter letter) {
    return new Cursor(letter.at(), letter.id());
  }

  /**
   * Newest first.
   *
   * @throws LogUnanswered if the brokers do not answer in time
   */
  Part list(boolean openOnly, int limit, @Nullable Cursor after) throws InterruptedException {
    Known now = known.get();
    List<Letter> behind =
        now.newestFirst().stream()
            .filter(letter -> !openOnly || isOpen(letter))
            .filter(letter -> after == null || cursor(letter).compareTo(after) < 0)
            .limit(limit + 1L)
            .toList();
    List<Letter> shown = behind.subList(0, Math.min(limit, behind.size()));
    return new Part(
        shown.stream().map(it -> new Standing(it, LetterState.of(it, now.writable()))).toList(),
        behind.size() > shown.size() ? cursor(shown.getLast()) : null);
  }

  /** How many are open, by the topic that they were on; only topics with some. */
  Map<String, Long> open() throws InterruptedException {
    return known.get().newestFirst().stream()
        .filter(LetterBox::isOpen)
        .collect(Collectors.groupingBy(Letter::topic, TreeMap::new, Collectors.counting()));
  }

  /** One with its value. */
  Optional<Standing> find(String id) throws InterruptedException {
    Optional<Letter> found = letters.find(id);
    Set<String> writable =
        brokers.writable(found.filter(LetterBox::isOpen).map(Letter::topic).stream().toList());
    return found.map(letter -> new Standing(letter, LetterState.of(letter, writable)));
  }

  Answer redrive(String id, String who, String why) throws InterruptedException {
    return told("redrive", who, letters.redrive(id, who, why));
  }

  Answer drop(String id, String who, String why) throws InterruptedException {
    return told("drop", who, letters.drop(id, who, why));
  }

  private Answer told(String act, String who, Answer answer) {
    known.forget();
    if (answer instanceof Answer.Done(Letter letter)) {
      LOG.info("event=dead-letter act={} id={} who=\"{}\"", act, letter.id(), who);
    }
    return answer;
  }
}
