package dev.facepay.report.read;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toList;

import dev.facepay.runtime.store.BulkDocuments;
import dev.facepay.runtime.store.BulkDocuments.Write;
import dev.facepay.runtime.store.Stores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bson.Document;

/**
 * Sums over documents, one small document for each store and day. They are counted, never added to:
 * whoever changes a document marks its place first and has the place counted again afterwards, so
 * repeats, crashes and other writers can't make them wrong. Who reads counts what is marked, so
 * counting may wait: changes of a stretch of time share it, however many payments a day has.
 */
public final class DaySums {

  private static final Document ANY_ORDER = new Document();

  private final BulkDocuments source;
  private final Counted counted;
  private final BulkDocuments sums;
  private final Marks marks;

  /**
   * @param source what is counted; it has {@link Counted#index}
   * @param every how long changes wait for their counting, at least; zero: not at all
   */
  public DaySums(
      Stores stores,
      String collection,
      BulkDocuments source,
      Counted counted,
      InstantSource clock,
      Duration every) {
    this.source = source;
    this.counted = counted;
    this.sums =
        stores.bulk(
            collection + "_sums",
            Map.of(
                Place.DAY,
                new Document(Place.DAY, 1),
                Place.STORE,
                new Document(Place.STORE, 1).append(Place.DAY, 1)));
    this.marks = new Marks(stores.bulk(collection + "_marks", Map.of()), clock, every);
  }

  /** To be closed when what was marked by it is written. */
  Marks.Changing changing() {
    return marks.changing();
  }

  /** Counts what stretches have changed that are over and whose batches have all written. */
  void countDue() {
    marks.countDue(this::recount);
  }

  /** All of them, in any order, as true as the documents are. */
  public List<DaySum> find(Scope scope) {
    marks.countMarked(scope, this::recount);
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

  private List<Document> documents(Scope scope) {
    List<Document> found = sums.find(scope.places(), ANY_ORDER, 0);
    Set<Place> older =
        found.stream()
            .filter(Predicate.not(document -> document.containsKey(DaySum.LINES)))
            .map(Place::of)
            .collect(toCollection(TreeSet::new));
    if (older.isEmpty()) {
      return found;
    }
    // Written by a service that kept sums in another way.
    recount(older);
    return sums.find(scope.places(), ANY_ORDER, 0);
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
    Map<Place, List<DaySum>> now = count(places);
    List<Write> writes = new ArrayList<>();
    Map<String, Long> gone = new HashMap<>();
    for (Place place : places) {
      Document old = before.get(place.id());
      Long ver = old == null ? null : old.getLong("ver");
      if (now.containsKey(place)) {
        Document next = document(place, now.get(place));
        if (!Objects.equals(ver, next.getLong("ver"))) {
          writes.add(new Write(ver, next));
        }
      } else if (ver != null) {
        gone.put(place.id(), ver);
      }
    }
    boolean written = writes.isEmpty() || sums.write(writes);
    return (gone.isEmpty() || sums.delete(gone)) && written;
  }

  private Map<Place, List<DaySum>> count(Collection<Place> places) {
    Map<Place, List<DaySum>> found = new TreeMap<>();
    places.stream()
        .collect(
            groupingBy(
                place -> new Place(place.day(), place.merchant(), ""),
                mapping(Place::store, toList())))
        .forEach(
            (day, stores) -> {
              for (Document row :
                  source.aggregate(counted.pipeline(day.day(), day.merchant(), stores))) {
                DaySum sum = counted.sum(day.day(), day.merchant(), row);
                found.computeIfAbsent(sum.place(), place -> new ArrayList<>()).add(sum);
              }
            });
    return found;
  }

  private static Document document(Place place, List<DaySum> of) {
    Document out = new Document("_id", place.id()).append("ver", 0L);
    out.putAll(place.document());
    out.append(DaySum.LINES, DaySum.write(of));
    return out.append("ver", ContentHash.of(out));
  }

  /** The marks stay: they are of whoever is changing something. */
  void clear() {
    sums.clear();
  }
}
