package dev.facepay.console.read;

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
 * counted and not the day. For reading there is the day alone.
 */
final class Parts {

  /** The id of the hour or day that a minute or hour is a part of. */
  private static final String OF = "of";

  /** In a day's sums: all of them are in parts too. */
  private static final String IN_PARTS = "in_parts";

  private static final Document ANY_ORDER = new Document();

  /** Of one command, so that none takes long. */
  private static final int AT_ONCE = 1_000;

  private final BulkDocuments source;
  private final Counted counted;
  private final BulkDocuments parts;
  private final Known known;

  /**
   * @param source what is counted; it has {@link Counted#index}
   */
  Parts(Stores stores, String collection, BulkDocuments source, Counted counted, Known known) {
    this.source = source;
    this.counted = counted;
    this.known = known;
    this.parts = stores.bulk(collection + "_parts", Map.of(OF, new Document(OF, 1)));
  }

  /** Whether a day's sums, if there are any, are no more than its parts say. */
  static boolean isMadeOfParts(@Nullable Document day) {
    return day == null || day.getBoolean(IN_PARTS, false);
  }

  /** What is kept of these places. */
  Set<Slot> minutes(Set<Place> places) {
    Set<Slot> hours = children(places.stream().map(Slot::day).collect(toSet()));
    return children(hours);
  }

  private Set<Slot> children(Set<Slot> slots) {
    Set<Slot> found = new TreeSet<>();
    eachChild(slots, child -> found.add(Slot.of(child)));
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
  synchronized boolean count(Place day, Set<Slot> minutes, Set<Place> whole) {
    List<Turn> turns = new ArrayList<>();
    Set<Slot> unknown = new TreeSet<>();
    for (Slot minute : minutes) {
      Optional<Known.Now> now =
          whole.contains(minute.place()) ? Optional.empty() : known.now(minute);
      now.ifPresentOrElse(
          it -> turns.add(Turn.of(minute, it.ver(), it.sums())), () -> unknown.add(minute));
    }
    Map<Slot, Long> began = known.counting(unknown);
    Map<String, Document> before = find(parts, unknown);
    Map<Slot, DaySum.Added> counts = counts(day, unknown, whole);
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

  private Map<Slot, DaySum.Added> counts(Place day, Set<Slot> minutes, Set<Place> whole) {
    Map<Slot, DaySum.Added> counts = new TreeMap<>();
    Consumer<Document> adder =
        document -> {
          Slot slot = counted.slot(document);
          if (minutes.contains(slot) || whole.contains(slot.place())) {
            counts.computeIfAbsent(slot, it -> new DaySum.Added()).add(counted.one(document));
          }
        };
    if (whole.isEmpty()) {
      for (String minute : minutes.stream().map(Slot::begin).collect(toSet())) {
        source.each(counted.ofMinute(day.day(), day.merchant(), minute), counted.fields(), adder);
      }
    } else {
      source.each(counted.ofDay(day.day(), day.merchant()), counted.fields(), adder);
    }
    return counts;
  }

  /** Makes hours of their minutes; false if another writer was faster. */
  boolean sumUp(Set<Slot> hours) {
    return sumUp(hours, parts);
  }

  /**
   * The same into another collection: days of their hours.
   *
   * @param kept where they are
   */
  boolean sumUp(Set<Slot> slots, BulkDocuments kept) {
    Map<String, Document> before = find(kept, slots);
    Map<Slot, DaySum.Added> now = new TreeMap<>();
    eachChild(
        slots,
        child -> {
          DaySum.Added sums =
              now.computeIfAbsent(Slot.of(child).parent(), it -> new DaySum.Added());
          DaySum.read(child).forEach(sums::add);
        });
    return replace(kept, turns(slots, before, now));
  }

  private void eachChild(Set<Slot> slots, Consumer<Document> taker) {
    for (List<Slot> some : atOnce(slots)) {
      Document of = new Document(OF, new Document("$in", some.stream().map(Slot::id).toList()));
      parts.find(of, ANY_ORDER, 0).forEach(taker);
    }
  }

  private static Map<String, Document> find(BulkDocuments kept, Set<Slot> slots) {
    Map<String, Document> found = new HashMap<>();
    for (List<Slot> some : atOnce(slots)) {
      found.putAll(kept.find(some.stream().map(Slot::id).toList()));
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
      Slot slot, @Nullable Long before, Collection<DaySum> sums, @Nullable Document next) {

    static Turn of(Slot slot, @Nullable Long before, Collection<DaySum> sums) {
      return new Turn(slot, before, sums, sums.isEmpty() ? null : document(slot, sums));
    }

    @Nullable Long ver() {
      return next == null ? null : next.getLong("ver");
    }
  }

  private static List<Turn> turns(
      Set<Slot> slots, Map<String, Document> before, Map<Slot, DaySum.Added> now) {
    List<Turn> turns = new ArrayList<>();
    for (Slot slot : slots) {
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

  private static Document document(Slot slot, Collection<DaySum> of) {
    Document out = new Document("_id", slot.id()).append("ver", 0L);
    out.putAll(slot.document());
    out.append(DaySum.LINES, DaySum.write(of));
    if (slot.isDay()) {
      out.append(IN_PARTS, true);
    } else {
      out.append(OF, slot.parent().id());
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
