package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.backend.memory.MemoryCollection;
import de.bwaldvogel.mongo.bson.Document;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an index that leads to what a query may find, at best in the wanted order. An index
 * only says where to look: every document is held against the whole query, as without one.
 */
final class IndexedCollection extends MemoryCollection {

  /** Of the aggregation that this thread carries out: the server would read all documents. */
  static final ThreadLocal<@Nullable FirstMatch> FIRST_MATCH = new ThreadLocal<>();

  IndexedCollection(
      MongoDatabase database, String name, CollectionOptions options, CursorRegistry cursors) {
    super(database, name, options, cursors);
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document orderBy,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document fields) {
    Optional<SortedIndex.Way> way = way(query, orderBy);
    if (way.isEmpty()) {
      return super.queryDocuments(query, orderBy, skip, limit, batchSize, fields);
    }
    Comparator<Document> order = way.get().inOrder() ? null : deriveComparator(orderBy);
    Stream<Document> found = way.get().positions().map(this::getDocument);
    return matchDocumentsFromStream(query, found, skip, limit, batchSize, order, fields);
  }

  @Override
  public synchronized Stream<Document> queryAllAsStream() {
    FirstMatch first = FIRST_MATCH.get();
    if (first == null || !first.collection().equals(getCollectionName())) {
      return super.queryAllAsStream();
    }
    // Only what the first stage lets through; a list, since the stages run outside of this lock.
    return way(first.filter(), null)
        .map(way -> way.positions().map(this::getDocument).toList().stream())
        .orElseGet(super::queryAllAsStream);
  }

  /** No write meets it half way: what that added would be missing in the index. */
  @Override
  public synchronized void addIndex(Index<Integer> index) {
    super.addIndex(index);
  }

  @Override
  public synchronized void dropIndex(String name) {
    super.dropIndex(name);
  }

  /** Empty where a unique index leads straight there, or none helps. */
  private Optional<SortedIndex.Way> way(Document query, @Nullable Document orderBy) {
    Wanted wanted = Wanted.of(query);
    Optional<SortedIndex.Way> best = Optional.empty();
    for (Index<Integer> index : getIndexes()) {
      if (index instanceof SortedIndex sorted) {
        Optional<SortedIndex.Way> way = sorted.way(wanted, orderBy);
        if (way.isPresent() && (best.isEmpty() || way.get().worth() > best.get().worth())) {
          best = way;
        }
      } else if (index.canHandle(query)) {
        return Optional.empty();
      }
    }
    return best;
  }
}
