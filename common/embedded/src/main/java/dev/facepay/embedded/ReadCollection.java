package dev.facepay.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.Cursor;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.InMemoryCursor;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.QueryParameters;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a collection whose documents and index entries lie in the store. Readers wait
 * for nobody and see one moment.
 */
abstract class ReadCollection extends AbstractMongoCollection<byte[]> {

  /** Of the aggregation that this thread carries out: the server would read all documents. */
  static final ThreadLocal<@Nullable FirstMatch> FIRST_MATCH = new ThreadLocal<>();

  private static final Document ANY = new Document();

  final Store store;

  /** The documents themselves, in the order of their keys. */
  final StoredIndex documents;

  /** With it, where a query may look. */
  final List<StoredIndex> plans = new CopyOnWriteArrayList<>();

  final byte[] countKey;
  private final Search search;
  private final OpenCursors cursors;

  ReadCollection(
      MongoDatabase database,
      String name,
      CollectionOptions options,
      OpenCursors cursors,
      Store store,
      KeySpace space) {
    super(database, name, options, cursors.registry());
    this.store = store;
    this.cursors = cursors;
    this.countKey = KeyRange.concat(new byte[] {0, 0, 0, 0, 'c'}, space.prefix());
    String id = options.getIdField();
    // The server's list of indexes has no _id: each is known by its collection and its name.
    List<String> keys = id == null ? List.of("ns", "name") : List.of(id);
    List<IndexKey> ascending = keys.stream().map(key -> new IndexKey(key, true)).toList();
    this.documents = StoredIndex.ofDocuments(store, space, "_id_", ascending);
    plans.add(documents);
    this.search = new Search(store, documents, plans);
  }

  /** What this thread is going to do with what it finds. */
  enum Changing {
    NONE,
    FIRST,
    ALL
  }

  abstract Changing changing();

  /** What a client asks for: a batch, and a cursor that reads on when it is asked again. */
  @Override
  public QueryResult handleQuery(QueryParameters asked) {
    Document selector = asked.getQuerySelector();
    if (!selector.containsKey("$query")) {
      return super.handleQuery(asked);
    }
    Document query = (Document) selector.get("$query");
    Document orderBy = (Document) selector.get("$orderby");
    Document fields = asked.getProjection();
    int batch = asked.getBatchSize();
    int skip = asked.getNumberToSkip();
    QueryPlan plan = search.plan(query, orderBy);
    if (!plan.inOrder()) {
      return queryDocuments(query, orderBy, skip, asked.getLimit(), batch, fields);
    }
    StoredCursor cursor =
        search.cursor(
            cursorRegistry.generateCursorId(),
            plan,
            document -> documentMatchesQuery(document, query),
            all -> projected(all, fields),
            skip,
            asked.getLimit());
    List<Document> first = cursor.takeDocuments(batch);
    if (cursor.isEmpty()) {
      return new QueryResult(first);
    }
    cursors.add(cursor);
    return new QueryResult(first, cursor);
  }

  private List<Document> projected(List<Document> all, @Nullable Document fields) {
    return fields == null || fields.isEmpty()
        ? all
        : matchDocumentsFromStream(ANY, all.stream(), 0, 0, 0, null, fields).collectDocuments();
  }

  @Override
  protected QueryResult queryDocuments(
      Document query,
      @Nullable Document orderBy,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document fields) {
    int wanted = limit == 0 && changing() == Changing.FIRST ? 1 : limit;
    QueryPlan plan = search.plan(query, orderBy);
    if (plan.inOrder() && (fields == null || fields.isEmpty())) {
      Iterable<Document> found = found(plan, skip, wanted, query);
      // A document that is changed may come again further on: first all, then the changes.
      return new QueryResult(changing() == Changing.NONE ? found : Search.all(found));
    }
    Stream<Document> all = Search.stream(found(plan, 0, 0, query));
    Comparator<Document> order = plan.inOrder() ? null : deriveComparator(orderBy);
    if (order != null && wanted > 0) {
      all = Search.first(all, skip + wanted, order).stream();
    }
    return matchDocumentsFromStream(ANY, all, skip, wanted, batchSize, order, fields);
  }

  /**
   * Read a part at a time, the next one when it is asked for: nothing is open in between.
   *
   * @param held what each document is held against
   */
  final Iterable<Document> found(QueryPlan plan, int skip, int limit, Document held) {
    Predicate<Document> matches =
        held.isEmpty() ? document -> true : document -> documentMatchesQuery(document, held);
    return () -> search.cursor(0, plan, matches, all -> all, skip, limit).all();
  }

  final QueryPlan plan(Document query) {
    return search.plan(query, null);
  }

  final Iterable<Document> everything() {
    return found(search.plan(ANY, null), 0, 0, ANY);
  }

  final long counted() {
    byte[] count = store.get(countKey);
    return count == null ? 0 : ByteBuffer.wrap(count).getLong();
  }

  @Override
  public int count() {
    return Math.toIntExact(counted());
  }

  @Override
  public boolean isEmpty() {
    return counted() == 0;
  }

  @Override
  public int count(@Nullable Document query, int skip, int limit) {
    if (query == null || query.isEmpty()) {
      return super.count(query, skip, limit);
    }
    QueryPlan plan = search.plan(query, null);
    if (plan.exact()) {
      int all = Math.max(0, search.reading(plan).count() - skip);
      return limit > 0 ? Math.min(limit, all) : all;
    }
    return Math.toIntExact(Search.stream(found(plan, skip, Math.max(limit, 0), query)).count());
  }

  @Override
  public Stream<Document> queryAllAsStream() {
    FirstMatch first = FIRST_MATCH.get();
    FIRST_MATCH.remove();
    boolean narrowed = first != null && first.collection().equals(getCollectionName());
    return Search.stream(
        narrowed ? found(search.plan(first.filter(), null), 0, 0, ANY) : everything());
  }

  @Override
  protected Cursor createCursor(List<Document> rest) {
    InMemoryCursor cursor = new InMemoryCursor(cursorRegistry.generateCursorId(), rest);
    cursors.add(cursor);
    return cursor;
  }

  /** Sizes are those on the disk, compressed. */
  @Override
  public Document getStats() {
    long size = store.size(documents.space().keys());
    long count = counted();
    Document stats = super.getStats();
    stats.put("size", size);
    stats.put("storageSize", size);
    stats.put("avgObjSize", count == 0 ? 0 : size / count);
    return stats;
  }

  @Override
  protected Document getDocument(byte[] position) {
    throw new UnsupportedOperationException("read by a cursor");
  }

  @Override
  protected void removeDocument(byte[] position) {
    throw new UnsupportedOperationException("by removeDocument(Document)");
  }

  @Override
  protected byte[] addDocumentInternal(Document document) {
    throw new UnsupportedOperationException("by addDocument");
  }

  @Override
  protected Stream<DocumentWithPosition<byte[]>> streamAllDocumentsWithPosition() {
    return Search.stream(everything())
        .map(it -> new DocumentWithPosition<>(it, documents.documentKey(it)));
  }

  @Override
  protected QueryResult matchDocuments(
      Document query,
      @Nullable Document orderBy,
      int skip,
      int limit,
      int batchSize,
      @Nullable Document fields) {
    return queryDocuments(query, orderBy, skip, limit, batchSize, fields);
  }

  /** Of each document apart it would be two more encodings a write. */
  @Override
  protected boolean tracksDataSize() {
    return false;
  }

  @Override
  protected void updateDataSize(int sizeDelta) {
    throw new UnsupportedOperationException("not tracked");
  }

  @Override
  protected int getDataSize() {
    return (int) Math.min(Integer.MAX_VALUE, store.size(documents.space().keys()));
  }
}
