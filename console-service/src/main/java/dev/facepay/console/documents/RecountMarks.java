package dev.facepay.console.documents;

import dev.facepay.runtime.store.BulkDocuments;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Which minutes of stores' days are being changed, and must be counted before their sums are
 * believed. A mark is there before the change is, and goes when it was counted; that of a crash
 * goes with time.
 */
final class RecountMarks {

  /** Beyond any time that a batch takes: then its writer is gone, and its mark may go too. */
  static final Duration LAST = Duration.ofMinutes(10);

  private static final int READ_MAX = 2_000;

  /** So counting takes a twentieth of the time at most, and who reads has the rest counted. */
  private static final int LONGER_THAN_COUNTING = 20;

  /** All minutes of a span are counted for who reads. */
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private static final Document BY_ID = new Document("_id", 1);

  private final BulkDocuments marks;
  private final InstantSource clock;
  private final Duration every;
  private final Deque<Span> ended = new ArrayDeque<>();

  /** From the first mark of a span to the last one's end. */
  private final Set<String> ours = new HashSet<>();

  private Duration length;
  private @Nullable Span current;

  /**
   * @param every how long a span lasts at least; zero: no longer than its batch
   */
  RecountMarks(BulkDocuments marks, InstantSource clock, Duration every) {
    this.marks = marks;
    this.clock = clock;
    this.every = every;
    this.length = every;
  }

  /** What one batch changes. */
  final class Changing implements AutoCloseable {

    private final Span span = enter();

    /** Returns when the slots are marked: a crash behind this leaves nothing wrong. */
    void mark(Collection<TimeSlot> slots) {
      span.mark(slots);
    }

    /** The batch has written what it marked, or failed. */
    @Override
    public void close() {
      leave(span);
    }
  }

  Changing changing() {
    return new Changing();
  }

  /** Batches of a short time; a slot is marked by the first that changes it. */
  private final class Span {

    private final String id = UUID.randomUUID().toString();
    private final Instant began = clock.instant();
    private final Set<TimeSlot> slots = new TreeSet<>();
    private int batches;

    synchronized void mark(Collection<TimeSlot> more) {
      List<Document> fresh = new ArrayList<>();
      Date now = Date.from(clock.instant());
      for (TimeSlot slot : more) {
        if (!slots.contains(slot)) {
          fresh.add(slot.document().append("_id", id(slot)).append("ver", 1L).append("at", now));
        }
      }
      if (!fresh.isEmpty()) {
        marks.put(fresh);
        slots.addAll(more);
      }
    }

    synchronized void count(Consumer<Set<TimeSlot>> recount) {
      if (!slots.isEmpty()) {
        recount.accept(slots);
        marks.delete(slots.stream().collect(Collectors.toMap(this::id, slot -> 1L)));
      }
    }

    private String id(TimeSlot slot) {
      return slot.id() + " " + id;
    }
  }

  private synchronized Span enter() {
    if (current == null) {
      current = new Span();
      ours.add(current.id);
    }
    current.batches++;
    return current;
  }

  private synchronized void leave(Span span) {
    span.batches--;
  }

  /** Has stretches counted that are over and whose batches have all written. */
  void countDue(Consumer<Set<TimeSlot>> recount) {
    for (Span span = due(); span != null; span = due()) {
      long since = System.nanoTime();
      try {
        span.count(recount);
      } catch (RuntimeException e) {
        again(span);
        throw e;
      }
      counted(span, Duration.ofNanos(System.nanoTime() - since));
    }
  }

  private synchronized @Nullable Span due() {
    if (current != null && !clock.instant().isBefore(current.began.plus(length))) {
      ended.add(current);
      current = null;
    }
    Span done = ended.stream().filter(span -> span.batches == 0).findFirst().orElse(null);
    if (done != null) {
      ended.remove(done);
    }
    return done;
  }

  private synchronized void again(Span span) {
    ended.addFirst(span);
  }

  private synchronized void counted(Span span, Duration took) {
    ours.remove(span.id);
    Duration longer = took.multipliedBy(LONGER_THAN_COUNTING);
    length = every.isZero() || longer.compareTo(every) < 0 ? every : longer;
    length = length.compareTo(LONGEST) > 0 ? LONGEST : length;
  }

  /**
   * Has slots counted that are being changed just now, and those that a crash left behind.
   *
   * @param forget is told those that somebody else has marked
   */
  void countMarked(TotalsFilter scope, Consumer<Set<TimeSlot>> recount, Consumer<TimeSlot> forget) {
    Instant left = clock.instant().minus(LAST);
    List<Document> marked = marked(scope, "");
    while (!marked.isEmpty()) {
      marked.stream().filter(Predicate.not(this::isOurs)).map(TimeSlot::of).forEach(forget);
      recount.accept(
          marked.stream().map(TimeSlot::of).collect(Collectors.toCollection(TreeSet::new)));
      Map<String, Long> old = new HashMap<>();
      for (Document mark : marked) {
        if (mark.getDate("at").toInstant().isBefore(left)) {
          old.put(mark.getString("_id"), 1L);
        }
      }
      if (!old.isEmpty()) {
        marks.delete(old);
      }
      marked = marked.size() < READ_MAX ? List.of() : marked(scope, last(marked));
    }
  }

  private synchronized boolean isOurs(Document mark) {
    String id = mark.getString("_id");
    return ours.contains(id.substring(id.lastIndexOf(' ') + 1));
  }

  private static String last(List<Document> marked) {
    return marked.getLast().getString("_id");
  }

  private List<Document> marked(TotalsFilter scope, String behind) {
    Document filter = scope.places().append("_id", new Document("$gt", behind));
    return marks.find(filter, BY_ID, READ_MAX);
  }
}
