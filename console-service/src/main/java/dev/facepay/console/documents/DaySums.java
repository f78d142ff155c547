package dev.facepay.console.documents;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.bson.Document;

/**
 * Sums over documents, one small document for each store and day. They are counted, never added to:
 * whoever changes a document marks its minute first and has the minute counted again afterwards, so
 * repeats, crashes and other writers can't make them wrong. A reader counts what is marked, so
 * counting may wait: changes of a stretch of time share it.
 */
public final class DaySums {

  /** WeChat's bills count days by this clock. */
  public static final ZoneOffset WECHAT_ZONE = ZoneOffset.ofHours(8);

  private static final Document ANY_ORDER = new Document();

  private final SumDefinition counted;
  private final BulkDocuments sums;
  private final SumCache known = new SumCache();
  private final PartialSums parts;
  private final RecountMarks marks;

  /** Days of which wider places are known to be counted. */
  private final Set<LocalDate> widened = ConcurrentHashMap.newKeySet();

  /**
   * @param source what is counted; it has {@link SumDefinition#index}
   * @param every how long changes wait for their counting, at least; zero: not at all
   */
  public DaySums(
      Stores stores,
      String collection,
      BulkDocuments source,
      SumDefinition counted,
      InstantSource clock,
      Duration every) {
    this.counted = counted;
    this.sums =
        stores.bulk(
            collection + "_sums",
            Map.of(
                StoreDay.DAY,
                new Document(StoreDay.DAY, 1),
                StoreDay.STORE,
                new Document(StoreDay.STORE, 1).append(StoreDay.DAY, 1)));
    this.parts = new PartialSums(stores, collection, source, counted, known);
    this.marks = new RecountMarks(stores.bulk(collection + "_marks", Map.of()), clock, every);
  }

  /** The minute in which a document is counted; empty if it is counted nowhere. */
  Optional<TimeSlot> slot(Document document) {
    return Optional.of(document).filter(StoreDay::isIn).map(counted::slot);
  }

  /** To be closed when what was marked by it is written. */
  Changing changing() {
    return new Changing();
  }

  /** What one batch changes. For one thread. */
  final class Changing implements AutoCloseable {

    private final RecountMarks.Changing marking = marks.changing();
    private final Set<TimeSlot> slots = new TreeSet<>();
    private boolean isClean;

    /** Returns when the minutes are marked: a crash behind this leaves nothing wrong. */
    void mark(Collection<TimeSlot> more) {
      more.stream().filter(slots::add).forEach(known::begin);
      marking.mark(more);
    }

    /** The one was replaced by the other, and so each that was marked was written at once. */
    void wrote(Collection<ProjectedDocuments.Change> changes) {
      for (ProjectedDocuments.Change change : changes) {
        change.before().ifPresent(document -> count(document, -1));
        count(change.write().next(), 1);
      }
      isClean = true;
    }

    private void count(Document document, int sign) {
      slot(document).ifPresent(slot -> known.changed(slot, counted.one(document), sign));
    }

    @Override
    public void close() {
      slots.forEach(slot -> known.end(slot, isClean));
      marking.close();
    }
  }

  /** Counts what stretches have changed that are over and whose batches have all written. */
  void countDue() {
    marks.countDue(this::recount);
  }

  /** All of them, in any order, as true as the documents are. */
  public List<DaySum> find(TotalsFilter scope) {
    marks.countMarked(scope, this::recount, known::forget);
    List<DaySum> found = new ArrayList<>();
    for (Document document : documents(scope)) {
      for (DaySum sum : DaySum.read(document)) {
        if (scope.device() == null || scope.device().equals(sum.device())) {
          found.add(sum);
        }
      }
    }
    return found;
  }

  /**
   * Sums of minutes or hours, by their begin; none where nothing was. As true as the documents are.
   * Without store and device they are of all devices together: their device is empty then.
   *
   * @param scope its days are not looked at
   * @param from the minute or hour in which it lies is the first
   * @param to not included
   */
  public Map<Instant, List<DaySum>> find(
      TotalsFilter scope, Instant from, Instant to, boolean isHours) {
    // What is paid a moment after midnight is counted on another day than it was asked for.
    TotalsFilter days =
        new TotalsFilter(
            day(from).minusDays(1),
            day(to).plusDays(1),
            scope.merchant(),
            scope.store(),
            scope.device());
    marks.countMarked(days, this::recount, known::forget);
    Set<TimeSlot> slots = new TreeSet<>();
    for (StoreDay place : places(days)) {
      slots.addAll(TimeSlot.between(place, from, to, isHours));
    }
    Map<Instant, List<DaySum>> found = new TreeMap<>();
    parts
        .read(slots)
        .forEach(
            (slot, kept) ->
                kept.stream()
                    .filter(sum -> scope.device() == null || scope.device().equals(sum.device()))
                    .forEach(
                        sum -> found.computeIfAbsent(slot.at(), it -> new ArrayList<>()).add(sum)));
    return found;
  }

  private Set<StoreDay> places(TotalsFilter days) {
    List<LocalDate> all =
        requireNonNull(days.fromDay())
            .datesUntil(requireNonNull(days.toDay()).plusDays(1))
            .toList();
    all.stream().filter(Predicate.not(widened::contains)).forEach(this::widenOlder);
    if (days.store() == null && days.device() == null) {
      String merchant = requireNonNullElse(days.merchant(), "");
      return all.stream()
          .map(day -> new StoreDay(day.toString(), merchant, ""))
          .collect(toCollection(TreeSet::new));
    }
    return sums.find(days.places(), ANY_ORDER, 0).stream()
        .map(DaySum::read)
        .flatMap(List::stream)
        .filter(sum -> days.device() == null || days.device().equals(sum.device()))
        .map(DaySum::place)
        .collect(toCollection(TreeSet::new));
  }

  /** Days that a service counted that kept nothing of wider places. */
  private void widenOlder(LocalDate day) {
    Document of = new Document(StoreDay.DAY, day.toString());
    recountThose(sums.find(of, ANY_ORDER, 0), Predicate.not(PartialSums::isMadeOfParts));
    widened.add(day);
  }

  private static LocalDate day(Instant at) {
    return at.atOffset(WECHAT_ZONE).toLocalDate();
  }

  private List<Document> documents(TotalsFilter scope) {
    List<Document> found = sums.find(scope.places(), ANY_ORDER, 0);
    boolean wereOlder =
        recountThose(found, Predicate.not(document -> document.containsKey(DaySum.LINES)));
    return wereOlder ? sums.find(scope.places(), ANY_ORDER, 0) : found;
  }

  /** Written by a service that kept sums in another way. */
  private boolean recountThose(List<Document> kept, Predicate<Document> isOlder) {
    Set<StoreDay> older =
        kept.stream().filter(isOlder).map(StoreDay::of).collect(toCollection(TreeSet::new));
    recount(older.stream().map(TimeSlot::day).toList());
    return !older.isEmpty();
  }

  /** Returns when the sums say what the documents said at some time since this was called. */
  void recount(Collection<TimeSlot> slots) {
    slots.stream()
        .collect(
            groupingBy(
                slot -> new StoreDay(slot.place().day(), slot.place().merchant(), ""),
                TreeMap::new,
                toCollection(TreeSet::new)))
        .forEach(
            (day, of) -> {
              boolean settled = false;
              while (!settled) {
                settled = recountOnce(day, of);
              }
            });
  }

  /**
   * Minutes from documents, their hours from minutes, their days from hours. On each level what is
   * kept is read before what it is made of: so a write that is let through by what it read can't
   * undo what a later look has found.
   */
  private boolean recountOnce(StoreDay day, Set<TimeSlot> changed) {
    Set<TimeSlot> days = changed.stream().map(slot -> TimeSlot.day(slot.place())).collect(toSet());
    Set<StoreDay> whole = whole(changed, days);
    Set<TimeSlot> minutes = new TreeSet<>(changed);
    minutes.removeIf(slot -> whole.contains(slot.place()));
    minutes.addAll(parts.minutes(whole));
    return parts.count(day, minutes, whole)
        && parts.sumUp(parents(minutes))
        && parts.sumUp(days, sums)
        && widen(minutes);
  }

  private boolean widen(Set<TimeSlot> minutes) {
    Set<TimeSlot> wider =
        minutes.stream().flatMap(slot -> slot.wider().stream()).collect(toCollection(TreeSet::new));
    return wider.isEmpty() || (parts.widen(wider) && parts.sumUp(parents(wider)) && widen(wider));
  }

  private static Set<TimeSlot> parents(Set<TimeSlot> slots) {
    return slots.stream().map(TimeSlot::parent).collect(toCollection(TreeSet::new));
  }

  /** Those that must be counted from all of their documents: nobody knows what their parts are. */
  private Set<StoreDay> whole(Set<TimeSlot> changed, Set<TimeSlot> days) {
    Map<String, Document> kept = sums.find(days.stream().map(TimeSlot::id).toList());
    return changed.stream()
        .filter(slot -> slot.isDay() || !PartialSums.isMadeOfParts(kept.get(slot.place().id())))
        .map(TimeSlot::place)
        .collect(toCollection(TreeSet::new));
  }

  void forget() {
    widened.clear();
    known.forgetAll();
  }
}
