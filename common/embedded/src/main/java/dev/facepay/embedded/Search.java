package dev.facepay.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Picks the way to what a query finds, and opens it.
 *
 * @param documents the way that is always there
 * @param indexes with it; others may be made and dropped meanwhile
 */
record Search(Store store, StoredIndex documents, List<StoredIndex> indexes) {

  /** The fields to sort by; null: any order will do, or that of the documents themselves. */
  static @Nullable String order(@Nullable Document orderBy) {
    String first =
        orderBy == null || orderBy.isEmpty() ? "$natural" : orderBy.keySet().iterator().next();
    return first.equals("$natural") ? null : first;
  }

  Way way(Document query, @Nullable Document orderBy) {
    Wanted wanted = Wanted.of(query);
    Way best = null;
    for (StoredIndex index : indexes) {
      Way way = Way.by(index, wanted, orderBy);
      if (way != null && (best == null || way.worth() > best.worth())) {
        best = way;
      }
    }
    boolean backwards =
        orderBy != null && orderBy.get("$natural") instanceof Number way && way.intValue() < 0;
    return best == null || backwards
        ? Way.toAll(documents, backwards, order(orderBy) == null)
        : best;
  }

  Reading reading(Way way) {
    return new Reading(store, way, () -> indexes.contains(way.index()));
  }

  StoredCursor cursor(
      long id,
      Way way,
      Predicate<Document> wanted,
      UnaryOperator<List<Document>> shown,
      int skip,
      int limit) {
    return new StoredCursor(id, reading(way), wanted, shown, skip, limit);
  }

  static Stream<Document> stream(Iterable<Document> found) {
    return StreamSupport.stream(found.spliterator(), false);
  }

  static List<Document> all(Iterable<Document> found) {
    List<Document> all = new ArrayList<>();
    found.forEach(all::add);
    return all;
  }

  /** The first in an order, without keeping all of them. */
  static List<Document> first(Stream<Document> all, int most, Comparator<Document> order) {
    List<Document> first = new ArrayList<>();
    all.forEachOrdered(
        one -> {
          first.add(one);
          if (first.size() >= 2L * most + 64) {
            first.sort(order);
            first.subList(most, first.size()).clear();
          }
        });
    first.sort(order);
    return first;
  }
}
