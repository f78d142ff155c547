package dev.facepay.console.documents;

import static java.util.stream.Collectors.toSet;

import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.BulkDocuments.Write;
import dev.facepay.runtime.store.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The sums of minutes and hours that a store's day is made of, so that a change has one minute
 * counted and not the day; and minutes and hours of all stores together, so that a chain's last
 * hours are read as fast as a store's.
 */
final class PartialSums {

  /** The id of the hour or day that a minute or hour is a part of. */
  private static final String OF = "of";

  /** The id of the same minute of the wider place that it is counted in. */
  private static final String WITHIN = "within";

  /** In a day's sums: all of them are in parts too, and in those of wider places. */
  private static final String IN_PARTS = "in_wide_parts";

  private static final Document ANY_ORDER = new Document();

  /** Of one command, so that none takes long. */
  private static final int AT_ONCE = 1_000;

  private final BulkDocuments source;
  private final SumDefinition counted;
  private final BulkDocuments parts;
  private final SumCache known;

  /**
   * @param source what is counted; it has {@link SumDefinition#index}
   */
  PartialSums(
      Stores stores,
      String collection,
      BulkDocuments source,
      SumDefinition counted,
      SumCache known) {
    this.source = source;
    this.counted = counted;
    this.known = known;
    this.parts =
        stores.bulk(
            collection + "_parts",
            Map.of(OF, new Document(OF, 1), WITHIN, new Document(WITHIN, 1)));
  }

  /** Whether a day's sums, if there are any, are no more than its parts say. */
  static boolean isMadeOfParts(@Nullable Document day) {
    return day == null || day.getBoolean(IN_PARTS, false);
  }

  /** What is kept of these places. */
  Set<TimeSlot> minutes(Set<StoreDay> places) {
    Set<TimeSlot> hours = children(places.stream().map(TimeSlot::day).collect(toSet()));
    return children(hours);
  }

  private Set<TimeSlot> children(Set<TimeSlot> slots) {
    Set<TimeSlot> found = new TreeSet<>();
    eachChild(OF, slots, child -> found.add(TimeSlot.of(child)));
    return found;
  }

  /**
   * Writes the sums of these minutes and, of whole places, of all that there are: those that are
   * known, and what is counted of the others.
   *
   * @param day a merchant's; its store means nothing
   * @param minutes gets those that were found besides
   * @return false if another writer was faster
   */
  synchronized boolean count(StoreDay day, Set<TimeSlot> minutes, Set<StoreDay> whole) {
    List<Turn> turns = new ArrayList<>();
    Set<TimeSlot> unknown = new TreeSet<>();
    for (TimeSlot minute : minutes) {
      Optional<SumCache.Now> now =
          whole.contains(minute.place()) ? Optional.empty() : known.now(minute);
      now.ifPresentOrElse(
          it -> turns.add(Turn.of(minute, it.ver(), it.sums())), () -> unknown.add(minute));
    }
    Map<TimeSlot, Long> began = known.counting(unknown);
    Map<String, Document> before = find(parts, unknown);
    Map<TimeSlot, DaySum.Added> counts = counts(day, unknown, whole);
    minutes.addAll(counts.keySet());
    unknown.addAll(counts.keySet());
    List<Turn> fresh = turns(unknown, before, counts);
    boolean all = replace(parts, turns);
    all &= replace(parts, fresh);
    turns.forEach(turn -> known.written(turn.slot(), turn.ver()));
    fresh.forEach(turn -> known.counted(turn.slot(), began, turn.ver(), turn.sums()));
    if (!all) {
      minutes.forEach(known::forget);
    }
    return all;
  }

  private Map<TimeSlot, DaySum.Added> counts(
      StoreDay day, Set<TimeSlot> minutes, Set<StoreDay> whole) {
    Map<TimeSlot, DaySum.Added> counts = new TreeMap<>();
    Consumer<Document> adder =
        document -> {
          TimeSlot slot = counted.slot(document);
          if (minutes.contains(slot) || whole.contains(slot.place())) {
            counts.computeIfAbsent(slot, it -> new DaySum.Added()).add(counted.one(document));
          }
        };
    if (whole.isEmpty()) {
      for (String minute : minutes.stream().map(TimeSlot::begin).collect(toSet())) {
        source.each(counted.ofMinute(day.day(), day.merchant(), minute), counted.fields(), adder);
      }
    } else {
      source.each(counted.ofDay(day.day(), day.merchant()), counted.fields(), adder);
    }
    return counts;
  }

  /** Makes hours of their minutes; false if another writer was faster. */
  boolean sumUp(Set<TimeSlot> hours) {
    return sumUp(hours, parts);
  }

  /**
   * The same into another collection: days of their hours.
   *
   * @param kept where they are
   */
  boolean sumUp(Set<TimeSlot> slots, BulkDocuments kept) {
    Map<String, Document> before = find(kept, slots);
    Map<TimeSlot, DaySum.Added> now = new TreeMap<>();
    eachChild(
        OF,
        slots,
        child -> {
          TimeSlot whole = TimeSlot.of(child).parent();
          DaySum.Added sums = now.computeIfAbsent(whole, it -> new DaySum.Added());
          for (DaySum sum : DaySum.read(child)) {
            sums.add(whole.isDay() ? sum.coarse(counted.added().size()) : sum);
          }
        });
    return replace(kept, turns(slots, before, now));
  }

  /** Makes minutes of wider places of the narrower ones; false if another writer was faster. */
  boolean widen(Set<TimeSlot> minutes) {
    Map<String, Document> before = find(parts, minutes);
    Map<TimeSlot, DaySum.Added> now = new TreeMap<>();
    eachChild(
        WITHIN,
        minutes,
        child -> {
          TimeSlot wider = TimeSlot.of(child).wider().orElseThrow();
          DaySum.Added sums = now.computeIfAbsent(wider, it -> new DaySum.Added());
          DaySum.read(child).forEach(sum -> sums.add(sum.in(wider.place())));
        });
    return replace(parts, turns(minutes, before, now));
  }

  /** What is kept of these. */
  Map<TimeSlot, List<DaySum>> read(Collection<TimeSlot> slots) {
    Map<TimeSlot, List<DaySum>> sums = new TreeMap<>();
    find(parts, slots).values().forEach(kept -> sums.put(TimeSlot.of(kept), DaySum.read(kept)));
    return sums;
  }

  private void eachChild(String field, Set<TimeSlot> slots, Consumer<Document> taker) {
    for (List<TimeSlot> some : atOnce(slots)) {
      Document of =
          new Document(field, new Document("$in", some.stream().map(TimeSlot::id).toList()));
      parts.find(of, ANY_ORDER, 0).forEach(taker);
    }
  }

  private static Map<String, Document> find(BulkDocuments kept, Collection<TimeSlot> slots) {
    Map<String, Document> found = new HashMap<>();
    for (List<TimeSlot> some : atOnce(slots)) {
      found.putAll(kept.find(some.stream().map(TimeSlot::id).toList()));
    }
    return found;
  }

  /**
   * One part and what shall be kept of it.
   *
   * @param before the {@code ver} of what is kept; null: nothing
   * @param next null: nothing
   */
  private record Turn(
      TimeSlot slot, @Nullable Long before, Collection<DaySum> sums, @Nullable Document next) {

    static Turn of(TimeSlot slot, @Nullable Long before, Collection<DaySum> sums) {
      return new Turn(slot, before, sums, sums.isEmpty() ? null : document(slot, sums));
    }

    @Nullable Long ver() {
      return next == null ? null : next.getLong("ver");
    }
  }

  private static List<Turn> turns(
      Set<TimeSlot> slots, Map<String, Document> before, Map<TimeSlot, DaySum.Added> now) {
    List<Turn> turns = new ArrayList<>();
    for (TimeSlot slot : slots) {
      Document old = before.get(slot.id());
      DaySum.Added sums = now.get(slot);
      turns.add(
          Turn.of(
              slot,
              old == null ? null : old.getLong("ver"),
              sums == null ? List.of() : sums.sums()));
    }
    return turns;
  }

  private static boolean replace(BulkDocuments kept, List<Turn> turns) {
    boolean all = true;
    for (List<Turn> some : atOnce(turns)) {
      List<Write> writes = new ArrayList<>();
      Map<String, Long> gone = new HashMap<>();
      for (Turn turn : some) {
        Document next = turn.next();
        if (next != null && !Objects.equals(turn.before(), turn.ver())) {
          writes.add(new Write(turn.before(), next));
        } else if (next == null && turn.before() != null) {
          gone.put(turn.slot().id(), turn.before());
        }
      }
      all &= writes.isEmpty() || kept.write(writes);
      all &= gone.isEmpty() || kept.delete(gone);
    }
    return all;
  }

  private static Document document(TimeSlot slot, Collection<DaySum> of) {
    Document out = new Document("_id", slot.id()).append("ver", 0L);
    out.putAll(slot.document());
    out.append(DaySum.LINES, DaySum.write(of));
    if (slot.isDay()) {
      out.append(IN_PARTS, true);
    } else {
      out.append(OF, slot.parent().id());
      if (slot.isMinute()) {
        slot.wider().ifPresent(wider -> out.append(WITHIN, wider.id()));
      }
    }
    return out.append("ver", ContentHash.of(out));
  }

  private static <T> List<List<T>> atOnce(Collection<T> these) {
    List<T> all = List.copyOf(these);
    List<List<T>> some = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      some.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return some;
  }
}
