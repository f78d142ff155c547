package dev.facepay.report.read;

import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.BulkDocuments.Write;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Sums over documents, one small document for each store and day. They are counted, never added to:
 * whoever changes a document marks its place first and has the place counted again afterwards, so
 * repeats, crashes and other writers can't make them wrong. Who reads counts what is marked, so
 * counting may wait: changes of a stretch of time share it, however many payments a day has.
 */
public final class DaySums {

  /** Beyond any time that a batch takes: then its writer is gone, and its mark may go too. */
  static final Duration MARK_LASTS = Duration.ofMinutes(10);

  public static final String ROWS = "rows";
  public static final String COUNT = "count";

  private static final int MARKS_MAX = 2_000;

  /**
   * A stretch lasts so many times longer than counting took: counting is a twentieth of the work.
   */
  private static final int LONGER_THAN_COUNTING = 20;

  private static final Document ANY_ORDER = new Document();

  private final BulkDocuments source;
  private final BulkDocuments sums;
  private final BulkDocuments marks;
  private final List<String> parts;
  private final List<String> added;
  private final InstantSource clock;
  private final Duration every;
  private final Deque<Stretch> ended = new ArrayDeque<>();
  private Duration length;
  private @Nullable Stretch current;

  /**
   * @param source what is counted; an index of it begins with day, merchant and store
   * @param parts the fields by which a store's day is told apart
   * @param added the fields that are added up
   * @param every how long changes wait for their counting, at least; zero: not at all
   */
  public DaySums(
      Stores stores,
      String collection,
      BulkDocuments source,
      List<String> parts,
      List<String> added,
      InstantSource clock,
      Duration every) {
    this.source = source;
    this.sums =
        stores.bulk(
            collection + "_sums",
            Map.of(
                Place.DAY,
                new Document(Place.DAY, 1),
                Place.STORE,
                new Document(Place.STORE, 1).append(Place.DAY, 1)));
    this.marks = stores.bulk(collection + "_marks", Map.of());
    this.parts = List.copyOf(parts);
    this.added = List.copyOf(added);
    this.clock = clock;
    this.every = every;
    this.length = every;
  }

  /** The index that counting needs, with all that is read, so that no document is. */
  public static Document index(List<String> parts, List<String> added) {
    Document keys = new Document(Place.DAY, 1).append(Place.MERCHANT, 1).append(Place.STORE, 1);
    parts.forEach(part -> keys.append(part, 1));
    added.forEach(field -> keys.append(field, 1));
    return keys;
  }

  /** Batches of a short time; a place is marked by the first that changes it. */
  private final class Stretch {

    private final String id = UUID.randomUUID().toString();
    private final Instant began = clock.instant();
    private final Set<Place> places = new TreeSet<>();
    private int batches;

    synchronized void mark(Collection<Place> more) {
      List<Document> fresh = new ArrayList<>();
      Date now = Date.from(clock.instant());
      for (Place place : more) {
        if (!places.contains(place)) {
          fresh.add(
              place(place)
                  .append("_id", place.id() + " " + id)
                  .append("ver", 1L)
                  .append("at", now));
        }
      }
      if (!fresh.isEmpty()) {
        marks.put(fresh);
        places.addAll(more);
      }
    }

    synchronized void count() {
      recount(places);
      if (!places.isEmpty()) {
        marks.delete(
            places.stream().collect(Collectors.toMap(place -> place.id() + " " + id, p -> 1L)));
      }
    }
  }

  /** What one batch changes. */
  final class Changing implements AutoCloseable {

    private final Stretch stretch = enter();

    /** Returns when the places are marked: a crash behind this leaves nothing wrong. */
    void mark(Collection<Place> more) {
      stretch.mark(more);
    }

    /** The batch has written what it marked, or failed. */
    @Override
    public void close() {
      leave(stretch);
    }
  }

  Changing changing() {
    return new Changing();
  }

  private synchronized Stretch enter() {
    if (current == null) {
      current = new Stretch();
    }
    current.batches++;
    return current;
  }

  private synchronized void leave(Stretch stretch) {
    stretch.batches--;
  }

  /** Counts what stretches have changed that are over and whose batches have all written. */
  void countDue() {
    for (Stretch stretch = due(); stretch != null; stretch = due()) {
      long since = System.nanoTime();
      try {
        stretch.count();
      } catch (RuntimeException e) {
        again(stretch);
        throw e;
      }
      counted(Duration.ofNanos(System.nanoTime() - since));
    }
  }

  private synchronized @Nullable Stretch due() {
    if (current != null && !clock.instant().isBefore(current.began.plus(length))) {
      ended.add(current);
      current = null;
    }
    Stretch done = ended.stream().filter(stretch -> stretch.batches == 0).findFirst().orElse(null);
    if (done != null) {
      ended.remove(done);
    }
    return done;
  }

  private synchronized void again(Stretch stretch) {
    ended.addFirst(stretch);
  }

  private synchronized void counted(Duration took) {
    Duration longer = took.multipliedBy(LONGER_THAN_COUNTING);
    length = every.isZero() || longer.compareTo(every) < 0 ? every : longer;
  }

  /** Returns when the sums say what the documents said at some time since this was called. */
  void recount(Collection<Place> places) {
    boolean settled = places.isEmpty();
    while (!settled) {
      settled = recountOnce(places);
    }
  }

  /**
   * The sums are read before the documents are: so a write that is let through by what it read of
   * the sums can't undo what a later look at the documents found.
   */
  private boolean recountOnce(Collection<Place> places) {
    Map<String, Document> before = sums.find(places.stream().map(Place::id).toList());
    Map<Place, Document> counted = count(places);
    List<Write> writes = new ArrayList<>();
    Map<String, Long> gone = new HashMap<>();
    for (Place place : places) {
      Document old = before.get(place.id());
      Document next = counted.get(place);
      Long ver = old == null ? null : old.getLong("ver");
      if (next == null && ver != null) {
        gone.put(place.id(), ver);
      } else if (next != null && !Objects.equals(ver, next.getLong("ver"))) {
        writes.add(new Write(ver, next));
      }
    }
    boolean written = writes.isEmpty() || sums.write(writes);
    return (gone.isEmpty() || sums.delete(gone)) && written;
  }

  private Map<Place, Document> count(Collection<Place> places) {
    Map<Place, List<Document>> rows = new TreeMap<>();
    places.stream()
        .collect(Collectors.groupingBy(place -> new Place(place.day(), place.merchant(), "")))
        .forEach((day, stores) -> count(day, stores, rows));
    Map<Place, Document> counted = new TreeMap<>();
    rows.forEach((place, of) -> counted.put(place, write(place, of)));
    return counted;
  }

  private void count(Place day, List<Place> stores, Map<Place, List<Document>> rows) {
    List<String> names = stores.stream().map(Place::store).toList();
    Document match =
        new Document(Place.DAY, day.day())
            .append(Place.MERCHANT, day.merchant())
            .append(Place.STORE, names.size() == 1 ? names.getFirst() : new Document("$in", names));
    Document by = new Document(Place.STORE, "$" + Place.STORE);
    parts.forEach(part -> by.append(part, "$" + part));
    Document group = new Document("_id", by).append(COUNT, new Document("$sum", 1));
    added.forEach(field -> group.append(field, new Document("$sum", "$" + field)));
    for (Document found :
        source.aggregate(List.of(new Document("$match", match), new Document("$group", group)))) {
      Document id = found.get("_id", Document.class);
      Document row = new Document();
      parts.forEach(part -> row.append(part, id.getString(part)));
      row.append(COUNT, number(found, COUNT));
      added.forEach(field -> row.append(field, number(found, field)));
      rows.computeIfAbsent(
              new Place(day.day(), day.merchant(), id.getString(Place.STORE)),
              place -> new ArrayList<>())
          .add(row);
    }
  }

  private Document write(Place place, List<Document> rows) {
    rows.sort(
        Comparator.comparing(
            row ->
                parts.stream()
                    .map(part -> Objects.requireNonNullElse(row.getString(part), ""))
                    .collect(Collectors.joining("\u0000"))));
    Document out = new Document("_id", place.id()).append("ver", 0L);
    out.putAll(place(place));
    out.append(ROWS, rows);
    return out.append("ver", ContentHash.of(out));
  }

  private static Document place(Place place) {
    return new Document(Place.DAY, place.day())
        .append(Place.MERCHANT, place.merchant())
        .append(Place.STORE, place.store());
  }

  /** One for each store and day, in any order, as true as the documents are. */
  public List<Document> find(Scope scope) {
    countMarked(scope);
    return sums.find(scope.places(), ANY_ORDER, 0);
  }

  /** Places that are being changed just now, and those that a crash left behind. */
  private void countMarked(Scope scope) {
    List<Document> marked = marks.find(scope.places(), ANY_ORDER, MARKS_MAX);
    if (marked.isEmpty()) {
      return;
    }
    Instant left = clock.instant().minus(MARK_LASTS);
    recount(marked.stream().map(Place::of).collect(Collectors.toCollection(TreeSet::new)));
    Map<String, Long> old = new HashMap<>();
    for (Document mark : marked) {
      if (mark.getDate("at").toInstant().isBefore(left)) {
        old.put(mark.getString("_id"), 1L);
      }
    }
    if (!old.isEmpty()) {
      marks.delete(old);
    }
  }

  /** The marks stay: they are of whoever is changing something. */
  void clear() {
    sums.clear();
  }

  public static long number(Document in, String name) {
    return in.get(name) instanceof Number number ? number.longValue() : 0;
  }
}
