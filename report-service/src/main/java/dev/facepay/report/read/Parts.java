package dev.facepay.report.read;

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

  /**
   * @param source what is counted; it has {@link Counted#index}
   */
  Parts(Stores stores, String collection, BulkDocuments source, Counted counted) {
    this.source = source;
    this.counted = counted;
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
   * Counts these minutes and, of whole places, all that there are.
   *
   * @param day a merchant's; its store means nothing
   * @param minutes gets those that were found besides
   * @return false if another writer was faster
   */
  boolean count(Place day, Set<Slot> minutes, Set<Place> whole) {
    Map<String, Document> before = find(parts, minutes);
    Map<Slot, DaySum.Added> now = new TreeMap<>();
    Consumer<Document> adder =
        document -> {
          Slot slot = counted.slot(document);
          if (minutes.contains(slot) || whole.contains(slot.place())) {
            now.computeIfAbsent(slot, it -> new DaySum.Added()).add(counted.one(document));
          }
        };
    if (whole.isEmpty()) {
      for (String minute : minutes.stream().map(Slot::begin).collect(toSet())) {
        source.each(counted.ofMinute(day.day(), day.merchant(), minute), counted.fields(), adder);
      }
    } else {
      source.each(counted.ofDay(day.day(), day.merchant()), counted.fields(), adder);
    }
    minutes.addAll(now.keySet());
    return replace(parts, minutes, before, now);
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
    return replace(kept, slots, before, now);
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

  private static boolean replace(
      BulkDocuments kept,
      Set<Slot> slots,
      Map<String, Document> before,
      Map<Slot, DaySum.Added> now) {
    boolean all = true;
    for (List<Slot> some : atOnce(slots)) {
      List<Write> writes = new ArrayList<>();
      Map<String, Long> gone = new HashMap<>();
      for (Slot slot : some) {
        Document old = before.get(slot.id());
        Long ver = old == null ? null : old.getLong("ver");
        DaySum.Added sums = now.get(slot);
        if (sums != null) {
          Document next = document(slot, sums.sums());
          if (!Objects.equals(ver, next.getLong("ver"))) {
            writes.add(new Write(ver, next));
          }
        } else if (ver != null) {
          gone.put(slot.id(), ver);
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

  private static List<List<Slot>> atOnce(Set<Slot> slots) {
    List<Slot> all = List.copyOf(slots);
    List<List<Slot>> some = new ArrayList<>();
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      some.add(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
    }
    return some;
  }

  void clear() {
    parts.clear();
  }
}
