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
 * Picks the plan by which a query finds its documents, and opens it.
 *
 * @param documents the plan that is always there
 * @param indexes with it; others may be made and dropped meanwhile
 */
record Search(Store store, StoredIndex documents, List<StoredIndex> indexes) {

  /** The fields to sort by; null: any order will do, or that of the documents themselves. */
  static @Nullable String order(@Nullable Document orderBy) {
    String first =
        orderBy == null || orderBy.isEmpty() ? "$natural" : orderBy.keySet().iterator().next();
    return first.equals("$natural") ? null : first;
  }

  QueryPlan plan(Document query, @Nullable Document orderBy) {
    FieldRanges wanted = FieldRanges.of(query);
    QueryPlan best = null;
    for (StoredIndex index : indexes) {
      QueryPlan plan = QueryPlan.by(index, wanted, orderBy);
      if (plan != null && (best == null || plan.worth() > best.worth())) {
        best = plan;
      }
    }
    boolean backwards =
        orderBy != null && orderBy.get("$natural") instanceof Number plan && plan.intValue() < 0;
    return best == null || backwards
        ? QueryPlan.toAll(documents, backwards, order(orderBy) == null)
        : best;
  }

  DocumentReader reading(QueryPlan plan) {
    return new DocumentReader(store, plan, () -> indexes.contains(plan.index()));
  }

  StoredCursor cursor(
      long id,
      QueryPlan plan,
      Predicate<Document> wanted,
      UnaryOperator<List<Document>> shown,
      int skip,
      int limit) {
    return new StoredCursor(id, reading(plan), wanted, shown, skip, limit);
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
